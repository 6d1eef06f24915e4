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
    /// The tree; the first is its root.
    private var nodes = [Node()]

    private struct Node: Sendable {
        /// Segments as bytes, which are compared many times faster than texts, each with the place of its node.
        var children: [(segment: [UInt8], node: Int)] = []
        /// The node of a segment that may be anything.
        var parameter: Int?
        var routes: [Request.Method: Route] = [:]
    }

    public init() {}

    public mutating func add(_ route: Route) {
        routes.append(route)
        var place = 0
        for segment in route.pattern.split(separator: "/") { place = child(segment, of: place) }
        nodes[place].routes[route.method] = route
    }

    /// The route for a method and a percent-encoded path. `HEAD` finds the route of `GET`.
    public func match(_ method: Request.Method, _ path: String) -> Match {
        var values: [String] = []
        guard let found = routes(at: path, values: &values) else { return .nothing }
        guard let route = found[method] ?? (method == .head ? found[.get] : nil) else {
            return .otherMethods(methods(of: found))
        }
        return .found(route, parameters: Dictionary(zip(route.parameters, values)) { first, _ in first })
    }

    /// What can be done at a percent-encoded path; nothing where there is no such address.
    public func methods(at path: String) -> [Request.Method] {
        var values: [String] = []
        return routes(at: path, values: &values).map(methods) ?? []
    }

    private func methods(of routes: [Request.Method: Route]) -> [Request.Method] {
        (routes.keys + (routes[.get] == nil ? [] : [.head])).sorted { $0.rawValue < $1.rawValue }
    }

    private func routes(at path: String, values: inout [String]) -> [Request.Method: Route]? {
        var path = path
        return path.withUTF8 { find($0.split(separator: 0x2F)[...], at: 0, values: &values) }
            .map { nodes[$0].routes }
    }

    /// The node below another, made if need be.
    private mutating func child(_ segment: Substring, of place: Int) -> Int {
        let isParameter = segment.hasPrefix(":")
        let known = isParameter ? nodes[place].parameter : literal(segment.utf8, at: place)
        if let known { return known }
        nodes.append(Node())
        let new = nodes.count - 1
        if isParameter {
            nodes[place].parameter = new
        } else {
            nodes[place].children.append((Array(segment.utf8), new))
        }
        return new
    }

    private func literal(_ segment: some Collection<UInt8>, at place: Int) -> Int? {
        let count = segment.count
        return nodes[place].children.first { $0.segment.count == count && $0.segment.elementsEqual(segment) }?
            .node
    }

    private func find(
        _ path: ArraySlice<Slice<UnsafeBufferPointer<UInt8>>>,
        at place: Int,
        values: inout [String]
    ) -> Int? {
        guard let segment = path.first else { return nodes[place].routes.isEmpty ? nil : place }
        if let child = literal(segment, at: place),
            let found = find(path.dropFirst(), at: child, values: &values)
        {
            return found
        }
        guard let child = nodes[place].parameter, let value = PercentEncoding.decode(segment) else {
            return nil
        }
        values.append(value)
        if let found = find(path.dropFirst(), at: child, values: &values) { return found }
        values.removeLast()
        return nil
    }
}
