/// How long a text is, as both databases count and as columns limit it.
extension String {
    /// Its Unicode scalars: a Thai letter with its vowel and its tone mark is three.
    package var length: Int { unicodeScalars.count }

    /// As much of its beginning as a column of so many characters takes.
    package func cut(to most: Int) -> String { String(unicodeScalars.prefix(most)) }
}
