import HTML
import HTTP
import Kernel

/// What a page shows, and where in the program it stands.
package struct Screen: Sendable {
    package let title: String
    /// The address of the menu's item to which the page belongs.
    package let place: String
    package let shape: Shape
    package let main: HTML

    /// How the page uses the window.
    package enum Shape: Sendable {
        /// Text and lists for reading.
        case reading
        /// Tables that want the whole width.
        case wide
        /// Panes side by side that fill the window.
        case panes
    }

    package init(_ title: String, place: String, shape: Shape = .reading, main: HTML) {
        self.title = title
        self.place = place
        self.shape = shape
        self.main = main
    }
}

/// Puts the frame around screens: the menu, the search, the person. Declared here for the pages that need one; the
/// application, which knows all features, answers.
package protocol ScreenFrame: Sendable {
    func page(_ screen: Screen, for visit: Visit) -> HTML
}

extension Visit {
    /// The screen in its frame.
    package func answer(_ screen: Screen, status: Int = 200) -> Response {
        .html(frame.page(screen, for: self), status: status)
    }

    /// The hidden field that every form of this site carries.
    package var forgeryField: HTML {
        "<input type=\"hidden\" name=\"forgery-token\" value=\"\(forgeryToken)\">"
    }
}
