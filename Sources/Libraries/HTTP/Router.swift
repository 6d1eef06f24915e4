/// Finds the route of a request in a tree of path segments.
public struct Router: Sendable {
    /// What a request meets.
    public enum Match: Sendable {
        case found(Route, parameters: [String: String])
        /// The address is there, but not with this method; these it has.
        case otherMethods([Request.Method])
        case nothing
    }

    /// All routes in the order in which they were added.
    public private(set) var routes: [Route] = []
    private var root = Node()

    private struct Node: Sendable {
        var children: [String: Node] = [:]
        var parameter: [Node] = []
        var routes: [Request.Method: Route] = [:]
    }

    public init() {}

    public mutating func add(_ route: Route) {
        routes.append(route)
        Self.insert(route, at: route.pattern.split(separator: "/")[...], into: &root)
    }

    /// The route for a method and a percent-encoded path. `HEAD` finds the route of `GET`.
    public func match(_ method: Request.Method, _ path: String) -> Match {
        // By bytes: by characters it takes several times as long.
        let segments = path.utf8.split(separator: 0x2F).map(Substring.init)
        var values: [String] = []
        guard let node = Self.find(segments[...], in: root, values: &values) else { return .nothing }
        guard let route = node.routes[method] ?? (method == .head ? node.routes[.get] : nil) else {
            return .otherMethods(node.routes.keys.sorted { $0.rawValue < $1.rawValue })
        }
        return .found(route, parameters: Dictionary(zip(route.parameters, values)) { first, _ in first })
    }

    private static func insert(_ route: Route, at path: ArraySlice<Substring>, into node: inout Node) {
        guard let segment = path.first else {
            node.routes[route.method] = route
            return
        }
        if segment.hasPrefix(":") {
            if node.parameter.isEmpty { node.parameter = [Node()] }
            insert(route, at: path.dropFirst(), into: &node.parameter[0])
        } else {
            insert(route, at: path.dropFirst(), into: &node.children[String(segment), default: Node()])
        }
    }

    private static func find(_ path: ArraySlice<Substring>, in node: Node, values: inout [String]) -> Node? {
        guard let segment = path.first else { return node.routes.isEmpty ? nil : node }
        if let child = node.children[String(segment)],
            let found = find(path.dropFirst(), in: child, values: &values)
        {
            return found
        }
        guard let child = node.parameter.first, let value = PercentEncoding.decode(segment) else {
            return nil
        }
        values.append(value)
        if let found = find(path.dropFirst(), in: child, values: &values) { return found }
        values.removeLast()
        return nil
    }
}
