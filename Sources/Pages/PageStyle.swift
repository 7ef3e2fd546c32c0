/// The style of a receipt's page: from 320 pixels on, in light and dark, and on paper.
enum PageStyle {
    /// The style sheet.
    static let sheet: Markup = """
        :root { --ink: #1b1f24; --soft: #59636e; --paper: #ffffff; --ground: #f3f4f6; --edge: #d5dae0; --link: #0b57a4;
          --good: #16703c; --bad: #b3261e; --care: #8a5a00; --plain: #465a78; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e8eaed; --soft: #a3acb8; --paper: #1c2026; --ground: #121519; --edge: #353c46; --link: #8ab8f0;
            --good: #6fd096; --bad: #ff9a90; --care: #f0bd5c; --plain: #a9bddb; }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--ground); color: var(--ink);
          overflow-wrap: anywhere;
          font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
        main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
        header, section { background: var(--paper); border: 1px solid var(--edge); border-radius: .6rem;
          padding: 1.1rem 1.3rem; margin: 0 0 1rem; }
        header { border-top: .45rem solid var(--tone); }
        .accepted { --tone: var(--good); } .rejected, .rejection { --tone: var(--bad); }
        .warning { --tone: var(--care); } .seen, .note { --tone: var(--plain); }
        .kicker { margin: 0; color: var(--soft); font-size: .9rem; }
        h1 { margin: .1rem 0 .5rem; font-size: 1.75rem; line-height: 1.2; color: var(--tone); }
        h2 { margin: 0 0 .6rem; font-size: 1.2rem; line-height: 1.3; }
        h3 { margin: 0 0 .4rem; font-size: 1rem; line-height: 1.45; }
        p { margin: 0 0 .6rem; } .lead { margin: 0; font-size: 1.08rem; }
        .file, code { overflow-wrap: anywhere; unicode-bidi: isolate; }
        code { font: .9em ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", Consolas, monospace; }
        a { color: var(--link); } :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
        .steps { margin: 0; padding-left: 1.4rem; } .steps li { margin: 0 0 .35rem; }
        .steps li:only-child { list-style: none; margin-left: -1.4rem; }
        .kinds { margin: .6rem 0 0; padding: .6rem 0 0 1.4rem; border-top: 1px solid var(--edge); }
        .times { color: var(--soft); font-weight: normal; font-size: .9rem; white-space: nowrap; }
        article { border-left: .25rem solid var(--tone); padding: 0 0 0 .9rem; margin: 0 0 1.4rem; }
        article:last-child { margin-bottom: .2rem; }
        .badge { display: inline-block; border: 1px solid var(--tone); border-radius: 1rem; padding: 0 .6rem;
          margin-right: .25rem; color: var(--tone); font-size: .82rem; font-weight: 600; }
        .code, .rest { color: var(--soft); font-size: .88rem; margin: .4rem 0 0; }
        .scroll { max-height: 26rem; overflow: auto; border: 1px solid var(--edge); border-radius: .35rem; }
        table { border-collapse: collapse; width: 100%; font-size: .92rem; }
        td code { white-space: nowrap; }
        th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--edge); }
        th { background: var(--ground); position: sticky; top: 0; font-weight: 600; white-space: nowrap; }
        tbody tr:last-child td { border-bottom: 0; }
        th:last-child, td:last-child { width: 100%; }
        .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .number:last-child { text-align: left; }
        .sum th { background: none; position: static; font-weight: normal; white-space: normal; }
        .sum td.number { text-align: right; width: auto; }
        .sum tfoot th, .sum tfoot td { border-bottom: 0; font-weight: 600; }
        .sum tbody tr:last-child th, .sum tbody tr:last-child td { border-bottom: 1px solid var(--soft); }
        .place { margin: 0; font-weight: 600; } .cause { font-size: 1.02rem; }
        dl { display: grid; grid-template-columns: minmax(8rem, 14rem) 1fr; gap: .35rem 1rem; margin: 0; }
        dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
        footer { color: var(--soft); font-size: .88rem; padding: 0 .3rem; }
        @media (max-width: 30rem) {
          main { padding: .6rem .5rem 2rem; } header, section { padding: .9rem .85rem; border-radius: .4rem; }
          h1 { font-size: 1.45rem; } dl { grid-template-columns: 1fr; gap: 0; } dd { margin: 0 0 .55rem; }
          thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
          .scroll { max-height: none; } tr { display: block; padding: .35rem .5rem; border-bottom: 1px solid var(--edge); }
          td, td.number, td:last-child { display: block; width: auto; padding: 0; border: 0; text-align: left; }
          td::before { content: attr(data-label) ": "; color: var(--soft); }
          .sum tr { display: table-row; border: 0; } .sum td.number { display: table-cell; padding: .35rem .6rem; }
          .sum td::before { content: none; } .sum th { padding-left: 0; }
        }
        @media print {
          :root { --ink: #000; --soft: #333; --paper: #fff; --ground: #fff; --edge: #999; --link: #000;
            --good: #000; --bad: #000; --care: #000; --plain: #000; }
          body { font-size: 10pt; } main { max-width: none; padding: 0; }
          header, section { border-radius: 0; break-inside: auto; } .scroll { max-height: none; overflow: visible; }
          h2, h3, tr { break-inside: avoid; } h2, h3 { break-after: avoid; } th { position: static; }
        }
        """

    /// The style sheet of a letter: a page of A4.
    static let letter: Markup = """
        @page { size: A4; margin: 22mm 20mm; }
        body { margin: 0; background: #fff; color: #000; overflow-wrap: anywhere;
          font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
        main { max-width: 42rem; margin: 0 auto; padding: 2rem 1rem; }
        h1 { font-size: 1.1rem; margin: 1.6rem 0; } p, li { margin: 0 0 .8rem; } ol { padding-left: 1.3rem; }
        .address { margin-bottom: 2rem; } .file, code { unicode-bidi: isolate; } code { font-size: .8em; }
        .close { margin-top: 1.6rem; } .foot { margin-top: 2rem; border-top: 1px solid #777; padding-top: .5rem;
          font-size: .8rem; color: #333; }
        @media print { body { font-size: 10.5pt; } main { max-width: none; padding: 0; } }
        """
}
