/// The words that start bubblewrap, see bwrap(1).
enum Bubblewrap {
    /// Files keep their paths inside, so that a job's arguments mean the same with and without namespaces.
    static func words(for job: Sandbox.Job) -> [String] {
        let readable = job.readable + (job.program.hasPrefix("/usr/") ? [] : [job.program])
        return base + readable.flatMap { ["--ro-bind", $0, $0] } + [
            "--bind", job.work, job.work, "--chdir", job.work,
        ]
            + ["--"]
    }

    private static let base =
        [
            "/usr/bin/bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL",
            "--uid", "65534", "--gid", "65534",
            "--ro-bind", "/usr", "/usr", "--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64",
            "--symlink", "usr/bin", "/bin", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp",
        ] + settings.flatMap { ["--ro-bind-try", $0, $0] }

    /// What programs look up beside `/usr`: libraries, fonts and LibreOffice's own settings.
    ///
    /// Nothing of the office.
    private static let settings = [
        "/etc/alternatives", "/etc/ld.so.cache", "/etc/fonts", "/var/cache/fontconfig", "/etc/libreoffice",
        "/var/lib/libreoffice",
    ]
}
