import Glibc

extension Configuration {
    /// Checks that every directory exists, and is writable where Peil writes.
    ///
    /// - Parameter writing: True if the process will write; read-only commands need less.
    /// - Throws: ``ConfigurationFlaw`` that names the key and the path.
    package func checkDirectories(writing: Bool) throws(ConfigurationFlaw) {
        try checkPlaces()
        try check("datasets", datasets, R_OK | X_OK)
        try check("regions", regions, R_OK | X_OK)
        guard writing else { return }
        try check("state", state, R_OK | W_OK | X_OK)
        try check("publish", publish, R_OK | W_OK | X_OK)
        if let signingKey, unsafe Glibc.access(signingKey, R_OK) != 0 {
            throw ConfigurationFlaw(
                place: signingKey,
                message: "signing-key: the file cannot be read by this user",
                hint:
                    "make one by `openssl genpkey -algorithm ed25519`, and give the user of Peil access to it"
            )
        }
        try checkSecret("http.tokens", web.tokens, "write one `NAME TOKEN` a line into it")
        try checkHooks()
        if case .unix(let path) = listen {
            try check("http.listen", DirectoryPlace.parent(of: path), R_OK | W_OK | X_OK)
        }
        if retention.archiveRecipient != nil, !Self.hasProgram("age") {
            throw ConfigurationFlaw(
                place: "archive-recipient",
                message: "there is no program `age` on the path to encrypt the archive with",
                hint: "install it by `apt-get install age`"
            )
        }
        for drop in drops { try check("drops.path of '\(drop.name)'", drop.path, R_OK | W_OK | X_OK) }
    }

    /// Checks that no drop equals, contains or lies in another place of Peil's, also where links lead there.
    private func checkPlaces() throws(ConfigurationFlaw) {
        var places = [
            ("state", state), ("publish", publish), ("datasets", datasets), ("regions", regions),
        ]
        for hook in hooks {
            if case .outbox(let path) = hook.way { places.append(("hooks.outbox of '\(hook.name)'", path)) }
        }
        for drop in drops {
            let key = "drops.path of '\(drop.name)'"
            let own = DirectoryPlace(drop.path)
            for (other, path) in places {
                guard let own, let place = DirectoryPlace(path), own.overlaps(place) else { continue }
                throw ConfigurationFlaw(
                    place: drop.path,
                    message: "\(key): the directory is, contains or lies in that of \(other), \(path)",
                    hint:
                        "give the drop a directory of its own: whatever stands in it is taken for a delivery"
                )
            }
            places.append((key, drop.path))
        }
    }

    /// Checks that programs of hooks can be run, that their outboxes can be written and their secrets read.
    private func checkHooks() throws(ConfigurationFlaw) {
        for hook in hooks {
            switch hook.way {
            case .command(let path):
                var status = stat()
                guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
                    unsafe Glibc.access(path, X_OK) == 0
                else {
                    throw ConfigurationFlaw(
                        place: path,
                        message:
                            "hooks.command of '\(hook.name)': there is no program that this user may run",
                        hint: "correct the path, or make it executable: chmod +x"
                    )
                }
            case .post(_, let secret):
                let key = "hooks.secret of '\(hook.name)'"
                try checkSecret(key, secret, "make one by `openssl rand -hex 32`")
                var status = stat()
                if let secret, unsafe stat(secret, &status) == 0, status.st_size < 16 {
                    throw ConfigurationFlaw(
                        place: secret,
                        message: "\(key): is shorter than 16 characters",
                        hint: "make one by `openssl rand -hex 32`"
                    )
                }
            case .outbox(let path): try check("hooks.outbox of '\(hook.name)'", path, R_OK | W_OK | X_OK)
            }
        }
    }

    /// Checks that a file can be read by this user, and by no stranger.
    private func checkSecret(_ key: String, _ file: String?, _ hint: String) throws(ConfigurationFlaw) {
        guard let file else { return }
        var status = stat()
        guard unsafe stat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            unsafe Glibc.access(file, R_OK) == 0
        else {
            throw ConfigurationFlaw(
                place: file,
                message: "\(key): the file cannot be read by this user",
                hint: "\(hint), and give the user of Peil access to it"
            )
        }
        guard status.st_mode & 0o007 == 0 else {
            throw ConfigurationFlaw(
                place: file,
                message: "\(key): the file can be read by everybody",
                hint: "take the access of others away: chmod o= \(file)"
            )
        }
    }

    private static func hasProgram(_ name: String) -> Bool {
        let paths = unsafe getenv("PATH").map { unsafe String(cString: $0) } ?? "/usr/bin:/bin"
        return paths.split(separator: ":").contains { unsafe Glibc.access("\($0)/\(name)", X_OK) == 0 }
    }

    private func check(_ key: String, _ path: String, _ access: Int32) throws(ConfigurationFlaw) {
        var status = stat()
        guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw ConfigurationFlaw(
                place: path,
                message: "\(key): there is no such directory",
                hint: "create it, or correct the key"
            )
        }
        guard unsafe Glibc.access(path, access) == 0 else {
            let need = access & W_OK != 0 ? "read and written" : "read"
            throw ConfigurationFlaw(
                place: path,
                message: "\(key): the directory cannot be \(need) by this user",
                hint: "give the user of Peil access to it"
            )
        }
    }
}
