//! What is wrong with a command line.

use crate::language::{complain, here};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use model::{Said, SaidError, say};
use std::process::ExitCode;

/// Prints the help that was asked for, or says what is wrong with the command line.
pub(crate) fn refuse(error: &clap::Error) -> ExitCode {
    let shows =
        [ErrorKind::DisplayHelp, ErrorKind::DisplayVersion, ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand];
    if shows.contains(&error.kind()) {
        print!("{error}");
        let asked = error.kind() != ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
        return if asked { ExitCode::SUCCESS } else { ExitCode::from(2) };
    }
    let wrong = wrong(error);
    complain!("{wrong}用 taizhang --help 查看用法。", "{wrong} See taizhang --help.", wrong);
    ExitCode::from(2)
}

/// What is wrong, with the nearest name there is.
fn wrong(error: &clap::Error) -> Said {
    let context = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) if kind == ContextKind::ValidValue || kind == ContextKind::InvalidArg => {
            here(&Said::list(texts.iter().map(Said::same))).to_owned()
        }
        // Of several likely names the likeliest stands last.
        Some(ContextValue::Strings(texts)) => texts.last().cloned().unwrap_or_default(),
        _ => String::new(),
    };
    let (argument, value) = (context(ContextKind::InvalidArg), context(ContextKind::InvalidValue));
    let nearest = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let nearest = match nearest.into_iter().map(context).find(|name| !name.is_empty()) {
        None => Said::fixed("。", "."),
        Some(name) => say!("，是否为“{name}”？", "; did you mean “{name}”?"),
    };
    match error.kind() {
        ErrorKind::UnknownArgument => {
            say!("没有“{argument}”这个选项{nearest}", "There is no option “{argument}”{nearest}", nearest)
        }
        ErrorKind::InvalidSubcommand => {
            let command = context(ContextKind::InvalidSubcommand);
            say!("没有“{command}”这个命令{nearest}", "There is no command “{command}”{nearest}", nearest)
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            say!("“{argument}”后面缺少值。", "“{argument}” lacks its value.")
        }
        ErrorKind::InvalidValue => {
            let known = context(ContextKind::ValidValue);
            say!(
                "“{argument}”不能是“{value}”，可用的有：{known}。",
                "“{argument}” cannot be “{value}”; there are: {known}."
            )
        }
        ErrorKind::ValueValidation => match std::error::Error::source(error).map(ToString::to_string) {
            None => say!("“{argument}”的值不对。", "The value of “{argument}” is wrong."),
            Some(source) => {
                let source = SaidError::carried(&source).unwrap_or_else(|| Said::same(source));
                say!("“{argument}”的值不对：{source}。", "The value of “{argument}” is wrong: {source}.", source)
            }
        },
        ErrorKind::MissingRequiredArgument => say!("缺少参数：{argument}。", "Missing: {argument}."),
        ErrorKind::ArgumentConflict => {
            say!(
                "“{argument}”重复或与别的选项冲突。",
                "“{argument}” stands there twice, or does not go with another option."
            )
        }
        _ => Said::fixed("命令行写法不对。", "The command line is wrong."),
    }
}
