//! Official documents: one with everything, one of several bodies, a letter.

use super::tables::{grouped, street_table};
use super::{document, words};
use model::document::{Block, Document};
use model::report::{Head, Layout};

pub(crate) fn gongwen() -> Document {
    let head = Head {
        mark: Some("青云高新区管理委员会文件".to_owned()),
        number: Some("青管发〔2021〕5号".to_owned()),
        addressee: Some("各街道办事处、镇人民政府，区直各部门".to_owned()),
        signature: Some("青云高新区管理委员会".to_owned()),
        date: Some("2021年2月9日".to_owned()),
        urgency: Some("特急".to_owned()),
        secrecy: Some("内部★1年".to_owned()),
        copy_number: Some("000012".to_owned()),
        attachments: vec!["各街道（镇）税收完成情况表".to_owned(), "问题整改台账".to_owned()],
        copies: Some(
            "区纪委监委，区人大常委会办公室，区政协办公室，区法院，区检察院，各民主党派，各人民团体".to_owned(),
        ),
        printed_by: Some("青云高新区管理委员会办公室".to_owned()),
        printed_on: Some("2021年2月10日".to_owned()),
        ..Head::default()
    };
    let body = "为贯彻落实区委经济工作会议精神，全面掌握全区企业税收、用工、用能和问题整改情况，切实提高台账数据质量，现就有关事项通知如下，请结合实际认真抓好落实，并于每月10日前将数据报送区财政金融局汇总。";
    let mut blocks = Vec::new();
    for (number, title) in ["一、总体要求", "二、报送内容", "三、工作要求"].iter().enumerate() {
        blocks.push(Block::Heading(1, words(title)));
        for _ in 0..=number {
            blocks.push(Block::Paragraph(words(body)));
        }
    }
    blocks.push(Block::Heading(1, words("附件1 各街道（镇）税收完成情况表")));
    blocks.push(Block::Table(street_table()));
    blocks.push(Block::Heading(1, words("附件2 分片区税收和用工情况表")));
    blocks.push(Block::Table(grouped()));
    document(
        "gongwen",
        "青云高新区管理委员会关于进一步做好2021年度企业税收和问题整改台账报送工作的通知",
        Layout::Gongwen,
        head,
        blocks,
    )
}

/// Several bodies, sealed.
pub(crate) fn joint() -> Document {
    let head = Head {
        mark: Some("青云高新区党政办公室\n青云高新区财政局\n青云高新区经济发展局文件".to_owned()),
        number: Some("青财联〔2021〕12号".to_owned()),
        addressee: Some("各街道办事处".to_owned()),
        signature: Some("青云高新区党政办公室\n青云高新区财政局\n青云高新区经济发展局".to_owned()),
        date: Some("2021年2月9日".to_owned()),
        sealed: true,
        printed_by: Some("青云高新区党政办公室".to_owned()),
        printed_on: Some("2021年2月9日".to_owned()),
        ..Head::default()
    };
    let text = "经研究，决定自2021年3月1日起联合开展企业税收台账核查工作。核查对象为2020年度纳税500万元以上企业，核查结果于3月31日前报送。";
    let blocks = vec![Block::Paragraph(words(text)), Block::Paragraph(words("请遵照执行。"))];
    document("joint", "关于联合开展企业税收台账核查工作的通知", Layout::Gongwen, head, blocks)
}

/// A letter.
pub(crate) fn letter() -> Document {
    let head = Head {
        mark: Some("青云高新区管理委员会".to_owned()),
        number: Some("青管函〔2021〕8号".to_owned()),
        secrecy: Some("内部★1年".to_owned()),
        urgency: Some("特急".to_owned()),
        addressee: Some("市统计局".to_owned()),
        signature: Some("青云高新区管理委员会".to_owned()),
        date: Some("2021年2月9日".to_owned()),
        copies: Some("市财政局，市税务局".to_owned()),
        ..Head::default()
    };
    let text = "你局《关于核实2020年度规上工业企业数据的函》（市统函〔2021〕3号）收悉。经核实，我区2020年规上工业企业150家，全年完成税收6.45亿元，同比增长7.35%，占入驻企业税收的61.45%。有关情况函复如下，请予审核。";
    let mut blocks: Vec<Block> = (0..7).map(|_| Block::Paragraph(words(text))).collect();
    blocks.push(Block::Paragraph(words("专此函复。")));
    document("letter", "关于2020年度规上工业企业数据核实情况的复函", Layout::Letter, head, blocks)
}
