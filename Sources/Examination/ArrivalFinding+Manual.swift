package import Statistics

extension ArrivalFinding {
    /// The entry in the manual of findings, for the steward of the delivery.
    package var manual: ManualText {
        switch self {
        case .notAFile:
            ManualText(
                """
                Only regular files are taken.

                A link, FIFO, device or socket is refused, and never opened.
                """,
                repair: "copy the file itself into the drop."
            )
        case .directory:
            ManualText(
                """
                A directory stands in the drop; what is in it is not looked at, and it stays where it is.
                """,
                repair: """
                    move the files in it into the drop itself, and remove the directory.
                    """
            )
        case .unreadable:
            ManualText(
                """
                The file, or one that belongs to it, cannot be read by Peil: it has the permissions of its owner alone. The finding says \
                which of them.
                """,
                repair: """
                    give the group the right to read it; a file that still stands in the drop is then taken by itself.
                    """
            )
        case .reverted:
            ManualText(
                """
                The delivery was accepted, and taken back later: what it replaced is current again.
                """,
                repair: """
                    deliver the right figures.
                    """
            )
        case .digestMismatch:
            ManualText(
                """
                The digest in `NAME.sha256` is not that of the file.

                The file was changed or cut short on its way, or the digest is of another file.
                """,
                repair: "send the file again, then its digest."
            )
        case .digestUnreadable:
            ManualText(
                """
                `NAME.sha256` holds no SHA-256 digest of the file.

                A digest has 64 hexadecimal digits. What `sha256sum`, `shasum`, `openssl`, `certutil` and \
                `Get-FileHash` write is read, in UTF-8 and UTF-16; of several digests the one counts whose line \
                names the file.
                """,
                repair: """
                    make it anew, on Linux with `sha256sum NAME > NAME.sha256`, on Windows with \
                    `certutil -hashfile NAME SHA256 > NAME.sha256`; or deliver the file without one.
                    """
            )
        case .duplicate:
            ManualText(
                """
                The same bytes were delivered here before, and nothing changes.
                """,
                repair: "nothing, if the first delivery was meant; deliver changed figures in a changed file."
            )
        case .lost:
            ManualText(
                """
                The file disappeared after it was taken in, before it was read.
                """,
                repair: "drop it again."
            )
        }
    }
}
