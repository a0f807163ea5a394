//! Units of figures: what their values are of, whether they can be put together, and in which unit
//! they are printed. A unit is converted, never exchanged for another.

use super::figures::Resolver;
use model::define;
use model::figure::{FigureDefinition, Measure, PartOf, Quantity};
use model::scale::{MONEY, same};
use model::unit::Format;
use model::{Diagnostic, Exact, Rounding, Said, Scale, Unit, say};

/// What is wrong with a figure's unit; nothing where it is wrong with an operand, which tells it.
type Problem = Option<Said>;

impl Resolver<'_> {
    /// How each figure is printed, in the order of the definitions. Only for figures whose
    /// expressions are right.
    ///
    /// # Errors
    /// Every unit that does not fit, at the figure's line.
    pub(crate) fn formats(&self) -> Result<Vec<Format>, Vec<Diagnostic>> {
        let (mut formats, mut problems) = (Vec::new(), Vec::new());
        for figure in self.definitions {
            match self.format(figure) {
                Ok(format) => formats.push(format),
                Err(None) => {}
                Err(Some(message)) => {
                    let name = &figure.name;
                    let message = say!("指标“{name}”：{message}", "figure “{name}”: {message}", message);
                    problems.push(define::problem(figure.place.clone(), message));
                }
            }
        }
        if problems.is_empty() { Ok(formats) } else { Err(problems) }
    }

    pub(super) fn format(&self, figure: &FigureDefinition) -> Result<Format, Problem> {
        let quantity = self.quantity(figure);
        let unit = self.unit(figure, quantity)?;
        // What an earlier time had is printed as what it repeats, where it says nothing itself.
        if let Some(format) = self.repeated(figure)? {
            let places = if unit == format.unit { format.places } else { self.places(figure, quantity, &unit) };
            let rounding = if figure.rounding == Rounding::default() { format.rounding } else { figure.rounding };
            return Ok(Format { unit, places: figure.places.unwrap_or(places), rounding });
        }
        let places = self.places(figure, quantity, &unit);
        Ok(Format { unit, places: figure.places.unwrap_or(places), rounding: figure.rounding })
    }

    fn unit(&self, figure: &FigureDefinition, quantity: Quantity) -> Result<Unit, Problem> {
        if let Measure::Ratio([part, whole]) = &figure.measure {
            return self.ratio(figure, [part, whole]);
        }
        let stored = self.stored(figure)?;
        if let (None, Some(format)) = (&figure.unit, self.repeated(figure)?) {
            return Ok(format.unit);
        }
        let Some(name) = figure.unit.as_deref() else {
            return match quantity {
                Quantity::Count | Quantity::Rank => Ok(Unit::None),
                Quantity::Rise => Ok(Unit::named("位")),
                Quantity::Money => stored.shown_as("万元").ok_or(None),
                Quantity::Rate => Ok(Unit::Percent),
                Quantity::Points => Ok(Unit::Points),
                Quantity::Number => self.own_unit(figure),
            };
        };
        // A column without a unit may be filled in in any multiple of one.
        let unnamed = stored.of.is_empty() && stored.per.is_empty() && quantity == Quantity::Number;
        match stored.shown_as(name) {
            Some(Unit::Scaled(..)) if unnamed => Err(Some(say!(
                "列没有写单位，不能换算成“{name}”；请在台账定义的这一列写上 unit",
                "the column has no unit, so it cannot be converted to “{name}”; write its unit in the ledger's definition"
            ))),
            Some(unit) => Ok(unit),
            None => Err(Some(say!(
                "值是{of}，不能写成“{name}”；单位只能换算，不能改换",
                "the value is in {of} and cannot be shown in “{name}”; units are converted, never exchanged",
                of = stored.said()
            ))),
        }
    }

    /// The unit of a number that says none of its own: that of its column, or of its first operand.
    fn own_unit(&self, figure: &FigureDefinition) -> Result<Unit, Problem> {
        match figure.measure.column() {
            Some(_) if matches!(figure.measure, Measure::Products(_)) => {
                let scale = self.product(figure);
                Ok(scale.and_then(|scale| scale.shown_as(&scale.unit_name())).unwrap_or_default())
            }
            Some(name) => Ok(self.column(figure, name).map_or(Unit::None, |column| column.unit())),
            None => {
                let first = figure.measure.operands().first().and_then(|name| self.definition(name));
                first.map_or(Ok(Unit::None), |of| self.format(of).map(|format| format.unit).map_err(|_| None))
            }
        }
    }

    /// What the stored value of a figure is of.
    fn stored(&self, figure: &FigureDefinition) -> Result<Scale, Problem> {
        match &figure.measure {
            Measure::Count | Measure::Distinct(_) => Ok(counted(figure)),
            Measure::Sum(name)
            | Measure::Latest(name)
            | Measure::Max(name)
            | Measure::Min(name)
            | Measure::Average(name)
            | Measure::Percentile(name, _)
            | Measure::Weighted([name, _]) => {
                let unit = self.column(figure, name).map_or(Unit::None, |column| column.unit());
                // A column without a unit has that which the figure gives it.
                Ok(if unit == Unit::None { unnamed_column(figure) } else { Scale::stored(&unit) })
            }
            Measure::Products(names) => self.product(figure).ok_or_else(|| {
                let [one, other] = names;
                Some(say!(
                    "“{one}”与“{other}”的单位不能相乘；单价请写明每什么，如 type = \"number\"、unit = \"元/吨\"",
                    "the units of “{one}” and “{other}” cannot be multiplied; the unit of the price must say per what, as in type = \"number\", unit = \"元/吨\""
                ))
            }),
            Measure::Rank(name, _) => self.of(name).map(|_| Scale::plain()),
            Measure::Elapsed(_) => Ok(Scale::quotient()),
            Measure::Ratio(_) => self.format(figure).map(|format| Scale::stored(&format.unit)).map_err(|_| None),
            Measure::Total(names) | Measure::Difference(names) => {
                self.together(&names.iter().map(String::as_str).collect::<Vec<_>>()).map(|of| difference(figure, of))
            }
            Measure::Balance(whole, parts) => {
                self.together(&std::iter::once(whole).chain(parts).map(String::as_str).collect::<Vec<_>>())
            }
            Measure::Earlier(name, _) | Measure::Trend(name, _) => self.of(name),
            Measure::Change(name, _) => match self.definition(name).map(|of| &of.measure) {
                Some(Measure::Rank(..)) => self.of(name).map(|_| Scale::stored(&Unit::named("位"))),
                _ => self.of(name).map(|of| difference(figure, of)),
            },
            Measure::Growth(name, _) | Measure::Share(PartOf::Row(name), _) => self.of(name).map(|_| Scale::quotient()),
            Measure::Share(PartOf::Pair([part, whole]), _) => self.together(&[part, whole]).map(|_| Scale::quotient()),
            Measure::Contribution(PartOf::Row(name), _) => self.of(name).map(|_| Scale::stored(&Unit::Points)),
            Measure::Contribution(PartOf::Pair([part, whole]), _) => {
                self.together(&[part, whole]).map(|_| Scale::stored(&Unit::Points))
            }
        }
    }

    /// What the product of two columns is of; nothing where no word says it.
    pub(super) fn product(&self, figure: &FigureDefinition) -> Option<Scale> {
        let Measure::Products([one, other]) = &figure.measure else { return None };
        let scale = |name: &str| self.column(figure, name).map(|column| Scale::stored(&column.unit()));
        scale(one)?.times(&scale(other)?)
    }

    /// What another figure is of; what is wrong with it is told there.
    fn of(&self, name: &str) -> Result<Scale, Problem> {
        let stored = |figure| self.format(figure).and_then(|_| self.stored(figure)).map_err(|_| None);
        self.definition(name).map_or(Err(None), stored)
    }

    /// What figures are of that are added, taken off or compared: the same, all of them.
    fn together(&self, names: &[&str]) -> Result<Scale, Problem> {
        let scales: Vec<Scale> = names.iter().map(|name| self.of(name)).collect::<Result<_, _>>()?;
        // One with a name speaks for those without.
        let named = scales.iter().position(|scale| !scale.of.is_empty()).unwrap_or(0);
        let Some((first, name)) = scales.get(named).zip(names.get(named)) else { return Err(None) };
        for (scale, other) in scales.iter().zip(names) {
            added((name, first), (other, scale)).map_err(Some)?;
        }
        Ok(first.clone())
    }

    /// The unit of a quotient. Different things may be divided, but not called otherwise.
    fn ratio(&self, figure: &FigureDefinition, [part, whole]: [&String; 2]) -> Result<Unit, Problem> {
        let (of, per) = (self.of(part)?, self.of(whole)?);
        let stored = Scale { worth: of.worth.over(per.worth).ok_or(None)?, of: of.of.clone(), per: per.of.clone() };
        let divided = say!("{of}÷{per}", "{of} divided by {per}", of = of.said(), per = per.said());
        let Some(name) = figure.unit.as_deref().filter(|name| Scale::named(name) != Scale::named("%")) else {
            return if (of.of == MONEY) != (per.of == MONEY) {
                Err(Some(say!(
                    "{divided}不是百分比，请写 unit，如 \"元/个\"",
                    "{divided} is no percentage; write its unit, such as \"元/个\"",
                    divided
                )))
            } else if stored.worth != Exact::integer(1) {
                Err(Some(say!(
                    "“{part}”与“{whole}”单位的大小不同，不能算百分比",
                    "the units of “{part}” and “{whole}” differ in size, so that there is no percentage"
                )))
            } else {
                Ok(Unit::Percent)
            };
        };
        let shown = Scale::named(name);
        // Different things make a quotient as they are; of the same things the unit is converted.
        let whole = same(&of.of, &per.of) || (stored.worth == Exact::integer(1) && of.of != MONEY && per.of != MONEY);
        let quotient = shown.fits(&Scale::quotient()) && whole;
        let each = if shown.per.is_empty() {
            per.of != MONEY && per.worth == Exact::integer(1)
        } else {
            same(&shown.per, &per.of)
        };
        // What is divided already, 元/户, is not told apart further.
        let simple = of.per.is_empty() && per.per.is_empty();
        let divisible = simple && same(&shown.of, &of.of) && each;
        if !quotient && !divisible {
            return Err(Some(say!(
                "{divided}不能写成“{name}”；单位只能换算，不能改换",
                "{divided} cannot be shown in “{name}”; units are converted, never exchanged",
                divided
            )));
        }
        shown.worth.over(stored.worth).map(|worth| Unit::scaled(name, worth)).ok_or(None)
    }
}

/// Whether two figures can be added.
///
/// # Errors
/// Why they cannot.
pub(super) fn added((one, of): (&str, &Scale), (other, scale): (&str, &Scale)) -> Result<(), Said> {
    if !of.fits(scale) {
        return Err(say!(
            "“{one}”是{of}，“{other}”是{scale}，单位不同，不能相加减或比较",
            "“{one}” is in {of} and “{other}” is in {scale}; with different units they cannot be added, subtracted or compared",
            of = of.said(),
            scale = scale.said()
        ));
    }
    if of.worth != scale.worth {
        return Err(say!(
            "“{one}”与“{other}”单位的大小不同，请在台账定义里把两列的 unit 写成一样",
            "the units of “{one}” and “{other}” differ in size; write the same unit for both columns in the ledger's definition"
        ));
    }
    Ok(())
}

/// What is counted is of what the figure says; money and quotients are no counts.
fn counted(figure: &FigureDefinition) -> Scale {
    let named = figure.unit.as_deref().map(Scale::named).filter(|scale| same("", &scale.of) && scale.per.is_empty());
    Scale { worth: Exact::integer(1), ..named.unwrap_or_else(Scale::plain) }
}

/// A column without a unit: of what the figure says, if that is no multiple.
fn unnamed_column(figure: &FigureDefinition) -> Scale {
    let named = figure.unit.as_deref().map(Scale::named);
    named.filter(|scale| same("", &scale.of) && scale.worth == Exact::integer(1)).unwrap_or_else(Scale::plain)
}

/// Differences of quotients are 百分点.
fn difference(figure: &FigureDefinition, of: Scale) -> Scale {
    let total = matches!(figure.measure, Measure::Total(_));
    if !total && of == Scale::quotient() { Scale::stored(&Unit::Points) } else { of }
}
