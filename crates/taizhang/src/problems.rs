//! Kinds of problems that only the whole run can see.

use model::{Rule, Severity};

/// A file that no ledger claims.
pub(crate) static UNCLAIMED: Rule = Rule {
    code: "unclaimed-file",
    severity: Severity::Warning,
    title: "没有台账认领",
    meaning: "文件名不符合任何台账定义的 files，因此没有读取。",
    example: "data/2020-12/新建工作表.xlsx",
    remedy: "改文件名，或在台账定义的 files 里加上它的写法。",
};

/// A file that several ledgers claim.
pub(crate) static CLAIMED_TWICE: Rule = Rule {
    code: "claimed-twice",
    severity: Severity::Error,
    title: "几个台账都认领",
    meaning: "文件名同时符合几个台账定义的 files，不知道按哪个读，因此没有读取。",
    example: "企业税收名录.xlsx 同时符合 *税收* 和 *名录*。",
    remedy: "改文件名，或把台账定义的 files 写得更窄。",
};

/// No submission of the ledger that lists the entities is there yet.
pub(crate) static MISSING_DIRECTORY: Rule = Rule {
    code: "missing-directory",
    severity: Severity::Warning,
    title: "没有名录",
    meaning: "台账里的企业要在名录中查对，而截至这个月还没有报送过名录：各户按填写的名称和代码分别统计，没有名录里的行业、街道等。",
    example: "统计 2020 年 11 月，企业名录最早放在 data/2020-12/。",
    remedy: "把当时的名录放入当月或更早月份的文件夹。",
};

/// A lock file of an open workbook.
pub(crate) static LOCK_FILE: Rule = Rule {
    code: "lock-file",
    severity: Severity::Info,
    title: "临时文件",
    meaning: "Excel 打开工作簿时留下的临时文件（~$ 开头），不读取。",
    example: "~$企业税收.xlsx",
    remedy: "不必处理；若报送人还在编辑，请等保存后再运行。",
};

/// A file that cannot be read from the disk.
pub(crate) static UNREADABLE: Rule = Rule {
    code: "unreadable-file",
    severity: Severity::Error,
    title: "文件无法读取",
    meaning: "操作系统不让读取这个文件，其余文件照常处理。",
    example: "没有读取权限。",
    remedy: "检查文件的权限，或重新复制一份。",
};

/// A folder under `data/` that is no month.
pub(crate) static NO_MONTH: Rule = Rule {
    code: "no-month-folder",
    severity: Severity::Warning,
    title: "不是月份文件夹",
    meaning: "data/ 下的文件夹应以月份命名，别的名称不读取。",
    example: "data/2020年12月",
    remedy: "改名为 2020-12 的样子。",
};

/// The rules of this crate.
pub(crate) static RULES: &[&Rule] =
    &[&UNCLAIMED, &CLAIMED_TWICE, &MISSING_DIRECTORY, &LOCK_FILE, &UNREADABLE, &NO_MONTH];
