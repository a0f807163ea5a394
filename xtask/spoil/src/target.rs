//! The submissions of the sample that are spoiled, with the labels of the columns that matter.

/// A workbook of the sample's month. Labels that a ledger does not have are empty.
#[derive(Debug)]
pub(crate) struct Target {
    /// The ledger's title, by which a message may name a file that is no longer there.
    pub(crate) ledger: &'static str,
    /// The file in the folder of the month.
    pub(crate) file: &'static str,
    pub(crate) sheet: usize,
    /// The column that every record fills.
    pub(crate) key: &'static str,
    /// A number that figures add up.
    pub(crate) amount: &'static str,
    pub(crate) date: &'static str,
    /// A status or another word of a list.
    pub(crate) word: &'static str,
    /// A long code.
    pub(crate) code: &'static str,
}

/// The month that is spoiled, and its neighbours, as folders of `data/`.
pub(crate) const MONTH: &str = "data/2020-12";
pub(crate) const MONTH_BEFORE: &str = "data/2020-11";
pub(crate) const MONTH_AFTER: &str = "data/2021-01";

macro_rules! target {
    ($ledger:literal $file:literal $sheet:literal $key:literal $amount:literal $date:literal $word:literal $code:literal) => {
        Target {
            ledger: $ledger,
            file: $file,
            sheet: $sheet,
            key: $key,
            amount: $amount,
            date: $date,
            word: $word,
            code: $code,
        }
    };
}

/// Ledger, file, sheet, key, amount, date, word, code.
pub(crate) const TARGETS: [Target; 16] = [
    target!("企业税收" "企业税收2020年12月.xlsx" 0 "企业名称" "税收合计" "" "" "统一社会信用代码"),
    target!("工程结算" "工程结算台账（2020年12月）.xlsx" 0 "工程名称" "送审价" "竣工日期" "结算状态" ""),
    target!("国有资产租金" "国有资产租金台账（2020年12月）.xlsx" 0 "合同编号" "已收租金" "起租日期" "招租方式" ""),
    target!("隐患排查" "隐患排查台账2020年12月.xlsx" 0 "隐患编号" "" "销号日期" "整改状态" "统一社会信用代码"),
    target!("资金调拨" "资金调拨登记簿（2020年）.xlsx" 0 "调拨单号" "调拨金额" "调拨日期" "是否有审批单" ""),
    target!("往来账款" "往来账款明细表2020年12月.xlsx" 0 "对方单位" "余额" "" "已核对" ""),
    target!("项目台账" "重点项目台账（2020年12月）.xlsx" 0 "项目名称" "本年完成投资" "列入日期" "项目状态" ""),
    target!("企业诉求" "企业诉求台账2020年12月.xlsx" 0 "编号" "" "走访日期" "办理状态" "统一社会信用代码"),
    target!("惠企资金" "惠企资金兑现情况（2020年）.xlsx" 2 "企业名称" "补助金额" "下达日期" "资金级别" "统一社会信用代码"),
    target!("津补贴清退" "津补贴清退情况表.xlsx" 0 "补贴名称" "已清退金额" "清退日期" "" ""),
    target!("动建电费" "企业动建电费清缴情况.xlsx" 0 "企业名称" "已缴电费" "最近缴费日期" "缴费状态" "信用代码"),
    target!("科技支行融资" "科技支行融资明细2020年12月.csv" 0 "编号" "放款金额" "放款日期" "主体类型" ""),
    target!("会议活动" "会议活动台账（2020年12月）.xlsx" 0 "编号" "人数" "日期" "类型" ""),
    target!("整改台账" "巡察整改台账（2020年12月）.xlsx" 0 "序号" "" "完成日期" "整改状态" ""),
    target!("企业名录" "示例高新区企业名录.xlsx" 0 "企业名称" "" "高企证书发证日期" "是否高新技术企业" "统一社会信用代码"),
    target!("党费" "党费收缴情况表（2020年）.xlsx" 0 "支部名称" "2020年12月" "" "" ""),
];

impl Target {
    pub(crate) fn path(&self) -> String {
        format!("{MONTH}/{}", self.file)
    }
}
