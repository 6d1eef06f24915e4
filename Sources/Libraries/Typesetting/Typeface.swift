import CPango

/// The letters in which pages are set.
public struct Typeface: Sendable {
    /// The name by which the system finds it.
    public let family: String
    /// Its size for one point of TH Sarabun.
    let scale: Double

    /// Laksaman, which has the widths of TH Sarabun and comes with the system.
    public static let laksaman = Typeface(family: "Laksaman", scale: TextEngine.laksamanScale)

    /// The office's own letters (TrueType or OpenType), as TH Sarabun New in one file or in several for regular and bold.
    ///
    /// The files are made known to the whole process, so this is called before pages are set on other threads. Throws
    /// when a file cannot be read as a font or the files belong to different families.
    public static func files(_ paths: [String]) throws -> Typeface {
        var family: String?
        for path in paths {
            let name = try familyName(of: path)
            guard family == nil || family == name else {
                throw TypesettingError(
                    "the font files are of two families, \(family ?? "") and \(name) (แบบตัวพิมพ์ต่างชุดกัน)"
                )
            }
            family = name
            guard FcConfigAppFontAddFile(FcConfigGetCurrent(), path) != 0 else {
                throw TypesettingError("the font \(path) cannot be loaded (โหลดแบบตัวพิมพ์ไม่ได้)")
            }
        }
        guard let family else { return .laksaman }
        return Typeface(family: family, scale: family == "Laksaman" ? TextEngine.laksamanScale : 1)
    }

    private static func familyName(of path: String) throws -> String {
        var count: Int32 = 0
        guard let pattern = FcFreeTypeQuery(path, 0, nil, &count) else {
            throw TypesettingError("\(path) cannot be read as a font (ไม่ใช่แฟ้มแบบตัวพิมพ์)")
        }
        defer { FcPatternDestroy(pattern) }
        var name: UnsafeMutablePointer<FcChar8>?
        guard FcPatternGetString(pattern, FC_FAMILY, 0, &name) == FcResultMatch, let name else {
            throw TypesettingError("the font \(path) has no name (แบบตัวพิมพ์ไม่มีชื่อ)")
        }
        return String(cString: name)
    }
}
