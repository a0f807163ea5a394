//! Documents without a red head: a long one with its contents, and a notice with notes and lists.

use super::tables::{grouped, wide};
use super::{document, words};
use model::document::{Block, Document, Inline};
use model::report::{Head, Layout};

const TEXT: &str = "全区税收总量稳步增长，主体税种支撑有力，重点企业贡献突出；增值税、企业所得税、个人所得税三大税种合计完成8.76亿元，同比增长6.1%，占税收总额的83.4%。";

/// Many sections, with a table of contents and a table of thirty columns.
pub(crate) fn plain() -> Document {
    const NUMBERS: [&str; 8] = ["一", "二", "三", "四", "五", "六", "七", "八"];
    let mut blocks = Vec::new();
    for number in NUMBERS {
        blocks.push(Block::Heading(
            1,
            words(&format!("{number}、{}方面的情况", ["税收", "用工", "用能", "整改"][number.len() % 4])),
        ));
        for part in &NUMBERS[..3] {
            blocks.push(Block::Heading(2, words(&format!("（{part}）总体进展和存在的问题"))));
            blocks.extend((0..3).map(|_| Block::Paragraph(words(&TEXT.repeat(2)))));
        }
    }
    blocks.push(Block::Heading(1, words("九、附表")));
    blocks.push(Block::Table(wide(24)));
    document("plain", "2020年度台账分析报告", Layout::Plain, Head::default(), blocks)
}

/// Notes at the foot, lists, an editor's note, names with rare characters, a grouped table.
pub(crate) fn notice() -> Document {
    let note = |text: &str| Inline::Note(text.to_owned());
    let text = |text: &str| Inline::Text(text.to_owned());
    let blocks = vec![
        Block::Quote(words(
            "按：本通报的数据取自各街道报送的台账，口径与上年一致；税收按入库数统计，用工按月末在册人数统计。",
        )),
        Block::Heading(1, words("一、总体情况")),
        Block::Paragraph(vec![
            text("全年完成税收10.50亿元"),
            note("税收为入库数，不含出口退税和查补往年的税款，与市税务局月报的口径相同。"),
            text("，同比增长4.20%；年末在册职工3.12万人"),
            note("按12月31日在册人数统计，含劳务派遣人员。"),
            text("。"),
            Inline::Strong("联系人：".to_owned()),
            text("陈喆、林堃、黄镕、吴祎、郑玥、王珺、李翀。"),
        ]),
        Block::List { ordered: true, items: vec![words(TEXT), words("继续做好统计监测。")] },
        Block::List {
            ordered: false, items: vec![words("加强调度，按月通报；"), words("压实责任，限期整改。")]
        },
        Block::Table(grouped()),
        Block::Paragraph(words(TEXT)),
    ];
    document("notice", "关于2020年度税收和用工情况的通报", Layout::Plain, Head::default(), blocks)
}
