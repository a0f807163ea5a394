//! The systems that the program is packed for.

/// A system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Platform {
    /// Any Linux of x86_64: nothing of the system is linked, so that old ones and UOS and Kylin run it.
    Linux,
    /// Windows of x86_64.
    Windows,
}

impl Platform {
    pub(crate) const ALL: [Platform; 2] = [Platform::Linux, Platform::Windows];

    /// The platform of `linux` or `windows`.
    pub(crate) fn named(name: &str) -> Option<Platform> {
        match name {
            "linux" => Some(Platform::Linux),
            "windows" => Some(Platform::Windows),
            _ => None,
        }
    }

    /// As the archive is called.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Platform::Linux => "linux-x86_64",
            Platform::Windows => "windows-x86_64",
        }
    }

    /// What rustc calls it.
    pub(crate) fn target(self) -> &'static str {
        match self {
            Platform::Linux => "x86_64-unknown-linux-musl",
            Platform::Windows => "x86_64-pc-windows-gnu",
        }
    }

    /// The program's file.
    pub(crate) fn program(self) -> &'static str {
        match self {
            Platform::Linux => "taizhang",
            Platform::Windows => "taizhang.exe",
        }
    }

    /// How the archive's name ends.
    pub(crate) fn suffix(self) -> &'static str {
        match self {
            Platform::Linux => ".tar.gz",
            Platform::Windows => ".zip",
        }
    }

    /// The compiler of C and the linker that it needs, and the package of Debian that has it.
    pub(crate) fn tools(self) -> (&'static str, &'static str) {
        match self {
            Platform::Linux => ("musl-gcc", "musl-tools"),
            Platform::Windows => ("x86_64-w64-mingw32-gcc", "gcc-mingw-w64-x86-64-posix"),
        }
    }
}
