import Extracts
import Publish
package import Web

/// Serves releases as they stand on the disk, read-only: the newest, and each by its number.
package struct ReleaseRoutes: Sendable {
    private let shelf: ReleaseShelf

    /// Serves what stands on a shelf.
    package init(_ shelf: ReleaseShelf) { self.shelf = shelf }

    /// The routes.
    package var group: RouteGroup {
        RouteGroup([
            .get("/data") { _ in .json(list) },
            .get("/data/:dataset") { releases(of: $0["dataset"]) },
            .get("/data/:dataset/releases") { releases(of: $0["dataset"]) },
            .get("/data/:dataset/releases.atom") { ReleaseFeed.answer($0, shelf) },
            .get("/data/:dataset/current") { request in
                shelf.volume(request["dataset"]).map { volume in
                    .redirect(to: Self.address(volume.manifest) + Manifest.name, status: 302)
                }
            },
            .get("/data/:dataset/current/**") { request in
                shelf.volume(request["dataset"]).flatMap { file(in: $0, request, isFixed: false) }
            },
            .get("/data/:dataset/releases/:release") { request in
                volume(request).map { .redirect(to: Self.address($0.manifest) + Manifest.name, status: 302) }
            },
            .get("/data/:dataset/releases/:release/**") { request in
                volume(request).flatMap { file(in: $0, request, isFixed: true) }
            },
        ])
    }

    /// The address of a release, which leads to the same bytes for as long as the release is kept.
    static func address(_ manifest: Manifest) -> String {
        "/data/\(manifest.dataset)/releases/\(manifest.release)/"
    }

    private func volume(_ request: WebRequest) -> ReleaseShelf.Volume? {
        Int(request["release"]).flatMap { $0 > 0 ? shelf.volume(request["dataset"], $0) : nil }
    }

    /// A file of a release: one that its manifest names, the manifest, or its signature.
    private func file(in volume: ReleaseShelf.Volume, _ request: WebRequest, isFixed: Bool) -> WebResponse? {
        let path = request.rest.joined(separator: "/")
        let manifest = volume.manifest
        let own = "\(manifest.release)-\(manifest.extractsHash.prefix(32))"
        var answer: FileAnswer
        if let file = manifest.files.first(where: { $0.path == path }) {
            answer = FileAnswer(
                path: "\(volume.path)/\(path)",
                mediaType: file.mediaType,
                tag: file.sha256,
                isFixed: isFixed
            )
        } else if path == Manifest.name || path == ReleaseSignature.name {
            answer = FileAnswer(
                path: "\(volume.path)/\(path)",
                mediaType: path == Manifest.name ? "application/json" : "application/octet-stream",
                tag: own,
                isFixed: isFixed
            )
        } else {
            return nil
        }
        answer.headers = [("content-location", Self.address(manifest) + path)]
        return answer.answer(request)
    }

    private var list: JSONText {
        .array(
            shelf.datasets.compactMap { dataset in
                shelf.volume(dataset).map { volume in
                    .object([
                        ("dataset", .string(dataset)), ("title", Self.texts(volume.manifest.title)),
                        ("current", .number(Int64(volume.manifest.release))),
                        ("releases", .string("/data/\(dataset)")),
                    ])
                }
            }
        )
    }

    private func releases(of dataset: String) -> WebResponse? {
        let volumes = shelf.numbers(of: dataset).compactMap { shelf.volume(dataset, $0)?.manifest }
        guard !volumes.isEmpty else { return nil }
        return .json(
            .array(
                volumes.map { manifest in
                    .object([
                        ("release", .number(Int64(manifest.release))), ("time", .string(manifest.time)),
                        ("edition", .string(manifest.edition)),
                        ("base", manifest.base.map { .number(Int64($0)) } ?? .null),
                        ("manifest", .string(Self.address(manifest) + Manifest.name)),
                    ])
                }
            )
        )
    }

    private static func texts(_ texts: [String: String]) -> JSONText {
        .object(texts.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })
    }
}

extension WebResponse {
    /// A value as JSON.
    static func json(_ value: JSONText) -> Self {
        Self(headers: [("content-type", "application/json; charset=utf-8")], body: .bytes(value.bytes))
    }
}
