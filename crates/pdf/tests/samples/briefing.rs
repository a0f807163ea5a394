//! A briefing with all kinds of blocks.

use super::charts::{by_street, chart};
use super::tables::{indicators, street_table};
use super::{document, words};
use model::document::{Block, Document, Inline};
use model::report::{ChartKind, Head, Layout};

fn figure(text: &str) -> Inline {
    Inline::Figure { name: "ytd".to_owned(), text: text.to_owned() }
}

pub(crate) fn briefing() -> Document {
    let head = Head {
        mark: Some("税源经济简报".to_owned()),
        issue: Some("第12期（总第48期）".to_owned()),
        office: Some("青云高新区财政金融局".to_owned()),
        issued: Some("2021年2月3日".to_owned()),
        report_to: Some("市财政局，市税务局，区委、区管委会领导".to_owned()),
        send_to: Some("各街道（镇）党（工）委，区直各部门，各重点企业服务专班，驻区各金融机构".to_owned()),
        copies: Some("本局各科室".to_owned()),
        ..Head::default()
    };
    let intro = vec![
        Inline::Text("2020年1—12月，入驻企业完成税收".to_owned()),
        figure("10.50亿元"),
        Inline::Text("，同比增长".to_owned()),
        figure("4.20%"),
        Inline::Text("，占全区税收的44%，较上年同期提高3.92个百分点;其中高新技术企业完成税收4.62亿元，占比18%～25%。按照\"放管服\"改革要求,各街道(镇)积极服务企业——减税降费、纾困解难、稳岗扩岗……全区新增入驻企业312家，净增87家，详见《关于做好2020年税源统计工作的通知》（青财〔2021〕5号）。".to_owned()),
    ];
    let more = "一是主体税种支撑有力。增值税、企业所得税、个人所得税三大主体税种合计完成8.76亿元，同比增长6.1%，占税收总额的83.4%；二是重点企业贡献突出，纳税百强企业完成税收7.32亿元，增收0.41亿元，拉动全区税收增长3.9个百分点，AI芯片、5G通信等新兴产业税收增势良好，增幅达到28.6%。";
    let blocks = vec![
        Block::Heading(1, words("一、总体情况")),
        Block::Paragraph(intro),
        Block::Paragraph(vec![Inline::Strong("主要特点：".to_owned()), Inline::Text(more.to_owned())]),
        Block::Heading(2, words("（一）各街道完成情况")),
        Block::Paragraph(words(more)),
        Block::Table(street_table()),
        Block::Heading(2, words("（二）月度走势")),
        Block::Paragraph(words("从月度看，全年税收呈前低后高、稳步回升态势，12月当月完成税收1.02亿元，为全年最高。")),
        Block::Chart(chart(ChartKind::Column, "图1　2020年各月税收及同比增幅")),
        Block::Heading(1, words("二、存在问题")),
        Block::Heading(2, words("（一）企业负责人喆、堃、镕三人联系方式缺失")),
        Block::Heading(3, words("1.个别台账信息不全")),
        Block::Paragraph(words(more)),
        Block::Chart(chart(ChartKind::Pie, "图2　各街道（镇）税收占比")),
        Block::Chart(chart(ChartKind::Bar, "图3　各街道（镇）累计税收")),
        Block::Chart(chart(ChartKind::Line, "图4　各月税收")),
        Block::Chart(by_street()),
        Block::Table(indicators()),
        Block::Heading(1, words("三、下步打算")),
        Block::List {
            ordered: true, items: vec![words(more), words("继续做好统计监测。"), words("加强调度。")]
        },
        Block::Quote(words("编者按：上述数据均取自各街道报送的台账。")),
    ];
    document("briefing", "青云高新区2020年1—12月入驻企业税收完成情况", Layout::Briefing, head, blocks)
}
