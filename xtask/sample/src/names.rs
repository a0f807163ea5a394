//! Invented names of firms. Every one says 示例, so that nobody takes it for a real firm.

use crate::random::Random;

/// A 行业 of the sample.
#[derive(Debug)]
pub(crate) struct Industry {
    /// What the register says.
    pub(crate) name: &'static str,
    /// What firms of it call their business.
    pub(crate) words: &'static [&'static str],
    /// Whether its firms can be 规上工业企业.
    pub(crate) industrial: bool,
    /// Whether its firms can be 高新技术企业.
    pub(crate) technical: bool,
    /// How many firms in a thousand belong to it.
    pub(crate) share: u64,
}

/// The industries, in the order of the register's own list.
pub(crate) const INDUSTRIES: [Industry; 8] = [
    Industry {
        name: "电子信息",
        words: &["电子科技", "光电技术", "通信设备", "微电子", "智能科技", "传感技术"],
        industrial: true,
        technical: true,
        share: 150,
    },
    Industry {
        name: "机械装备",
        words: &["机械制造", "精密机械", "自动化设备", "数控装备", "模具", "汽车配件"],
        industrial: true,
        technical: true,
        share: 150,
    },
    Industry {
        name: "纺织鞋服",
        words: &["服饰", "鞋业", "纺织", "针织品", "运动用品", "箱包"],
        industrial: true,
        technical: false,
        share: 170,
    },
    Industry {
        name: "食品饮料",
        words: &["食品", "饮品", "生物食品", "粮油", "茶业"],
        industrial: true,
        technical: false,
        share: 70,
    },
    Industry {
        name: "新材料",
        words: &["新材料", "高分子材料", "复合材料", "新型建材", "膜科技"],
        industrial: true,
        technical: true,
        share: 80,
    },
    Industry {
        name: "生物医药",
        words: &["生物科技", "医疗器械", "医药科技", "健康科技"],
        industrial: true,
        technical: true,
        share: 50,
    },
    Industry {
        name: "软件和信息技术服务",
        words: &["软件", "信息技术", "网络科技", "数据服务", "云计算"],
        industrial: false,
        technical: true,
        share: 110,
    },
    Industry {
        name: "商贸物流",
        words: &["贸易", "商贸", "供应链管理", "物流", "进出口", "仓储服务"],
        industrial: false,
        technical: false,
        share: 220,
    },
];

const FIRST: &str = "恒锐泰宏嘉盛凯瑞鼎卓骏晟启朗铭旭辰奕誉祺禾源澜峰岳沐霖昊晨航弘毅诚荣达通远捷佳隆";
const SECOND: &str = "丰业创汇睿拓科腾奥博邦德尔菲格冠海和辉吉健京君力联美诺鹏强森顺天威翔兴亚益宇展";
const THIRD: &str = "特斯森达莱宝思尔克兰";

/// Short names of firms (字号), each different from all others, in no order.
pub(crate) fn stems(random: &mut Random) -> Vec<String> {
    let third: Vec<char> = THIRD.chars().collect();
    let pair = |first: char| SECOND.chars().map(move |second| [first, second]);
    let mut pairs: Vec<[char; 2]> = FIRST.chars().flat_map(pair).collect();
    random.shuffle(&mut pairs);
    let stem = |pair: [char; 2]| {
        let tail = random.happens(250).then(|| random.pick(&third));
        pair.into_iter().chain(tail).collect()
    };
    pairs.into_iter().map(stem).collect()
}

/// The registered name of a firm.
pub(crate) fn registered(random: &mut Random, stem: &str, word: &str) -> String {
    match random.between(0, 100) {
        0..8 => format!("示例高新区{stem}{word}有限公司"),
        8..13 => format!("{stem}（示例）{word}有限公司"),
        13..17 => format!("示例市{stem}{word}有限责任公司"),
        _ => format!("示例市{stem}{word}有限公司"),
    }
}
