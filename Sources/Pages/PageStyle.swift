/// The style of a receipt's page: from 320 pixels on, in light and dark, and on paper.
package enum PageStyle {
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
        .change th:last-child, .change td:last-child { width: auto; text-align: right; } .change td:nth-child(3) { width: 100%; }
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
          .scroll thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
          .scroll { max-height: none; } .scroll tr { display: block; padding: .35rem .5rem; border-bottom: 1px solid var(--edge); }
          .scroll td, .scroll td.number, .scroll td:last-child { display: block; width: auto; padding: 0; border: 0; text-align: left; }
          .scroll td::before { content: attr(data-label) ": "; color: var(--soft); } .sum th { padding-left: 0; }
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

    /// The style sheet of the pages that are served.
    package static var site: String { served.html + "\n" + scoped }

    /// The rules of receipts, for a receipt within a page.
    private static var scoped: String {
        sheet.html.split(separator: "\n").filter { line in
            // Body and main are those of the page.
            !line.contains("body {") && !line.contains("main {") && !line.hasPrefix("  overflow-wrap")
                && !line.hasPrefix("  font: 1rem")
        }
        .joined(separator: "\n")
    }

    private static let served: Markup = """
        :root { --ink: #1b1f24; --soft: #59636e; --paper: #fff; --ground: #f3f4f6; --edge: #d5dae0; --link: #0b57a4;
          --good: #16703c; --bad: #b3261e; --care: #8a5a00; --plain: #465a78; --series: #1f6fb5; --series2: #b45309;
          --series3: #475569; --grid: #e2e6ea; --here: #b3261e;
          --q0: #fde725; --q1: #6dcd59; --q2: #21918c; --q3: #3b528b; --q4: #440154; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e8eaed; --soft: #a3acb8; --paper: #1c2026; --ground: #121519; --edge: #353c46; --link: #8ab8f0;
            --good: #6fd096; --bad: #ff9a90; --care: #f0bd5c; --plain: #a9bddb; --series: #6db3f2; --series2: #f0a35c;
            --series3: #a3acb8; --grid: #2c333c; --here: #ff9a90;
            --q0: #fde725; --q1: #7ad151; --q2: #22a884; --q3: #5a78c0; --q4: #8a5cb8; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--ground); color: var(--ink); overflow-wrap: anywhere;
          font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
        .skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; top: .5rem; background: var(--paper);
          padding: .5rem 1rem; z-index: 2; }
        body > header.site { background: var(--paper); border: 0; border-bottom: 1px solid var(--edge); border-radius: 0; padding: 0; margin: 0; }
        header.site > div { max-width: 62rem; margin: 0 auto; padding: .5rem 1rem; display: flex; flex-wrap: wrap;
          align-items: center; gap: .2rem 1.6rem; }
        .name { font-weight: 700; font-size: 1.25rem; color: var(--ink); text-decoration: none; }
        nav ul, nav ol, .tabs, .legend, .plain, .columns { list-style: none; margin: 0; padding: 0; }
        nav ul, .tabs, .crumbs ol, .legend { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; }
        nav a, .tabs a { display: inline-block; padding: .3rem 0; }
        nav a[aria-current] { color: var(--ink); font-weight: 600; border-bottom: 3px solid var(--link); text-decoration: none; }
        .crumbs { font-size: .9rem; margin-bottom: .4rem; } .crumbs li:not(:last-child)::after { content: " ›"; color: var(--soft); }
        main { max-width: 62rem; margin: 0 auto; padding: 1.2rem 1rem 2rem; }
        footer.site { max-width: 62rem; margin: 0 auto; padding: 0 1rem 2rem; color: var(--soft); font-size: .88rem; }
        .card { background: var(--paper); border: 1px solid var(--edge); border-radius: .6rem; padding: 1.1rem 1.3rem; margin: 0 0 1rem; }
        .card.bad { border-left: .45rem solid var(--bad); }
        .verdict { font-size: 1.15rem; font-weight: 600; margin: 0 0 1rem; padding-left: .8rem; border-left: .45rem solid; }
        .verdict.good, .badge.good { color: var(--good); } .verdict.bad, .badge.bad { color: var(--bad); }
        .badge.care { color: var(--care); --tone: var(--care); } .badge.plain { color: var(--plain); --tone: var(--plain); list-style: none; }
        .badge.good { --tone: var(--good); } .badge.bad { --tone: var(--bad); } .when { min-width: 8.5rem; }
        .badge { display: inline-block; border: 1px solid; border-radius: 1rem; padding: 0 .6rem; font-size: .85rem;
          font-weight: 600; white-space: nowrap; }
        .soft { color: var(--soft); } main > h1 { color: var(--ink); margin: .2rem 0 .8rem; }
        .wide { --behind: var(--ground); overflow-x: auto;
          background: linear-gradient(to right, var(--behind) 60%, transparent) left / 2.5rem 100% no-repeat local,
          linear-gradient(to left, var(--behind) 60%, transparent) right / 2.5rem 100% no-repeat local,
          linear-gradient(to right, var(--edge), transparent) left / 1rem 100% no-repeat scroll,
          linear-gradient(to left, var(--edge), transparent) right / 1rem 100% no-repeat scroll; }
        .card .wide { --behind: var(--paper); }
        .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        table th, table td { overflow-wrap: normal; } td.file { overflow-wrap: anywhere; min-width: 9rem; }
        .plot td, .figures td:last-child { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .plot td.w { text-align: left; white-space: normal; }
        .wide tbody tr:last-child th { border-bottom: 0; } path.tile { stroke-linejoin: round; }
        .stacked label { display: block; } .stacked label.line { display: flex; gap: .5rem; align-items: baseline; } .line input { min-height: 0; }
        .wide tbody th { font-weight: 600; background: none; position: static; white-space: normal; }
        .wide th:last-child, .wide td:last-child { width: auto; }
        .columns { columns: 3 14rem; } .columns li { break-inside: avoid; padding: .12rem 0; }
        .tabs { margin: 0 0 1rem; }
        .choose { display: flex; flex-wrap: wrap; gap: .6rem 1rem; align-items: end; margin: 0 0 1rem; }
        .choose p { margin: 0; } .choose .grow { flex: 1 1 14rem; min-width: 0; }
        .choose label { display: block; font-size: .88rem; color: var(--soft); }
        select, input, button { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--soft);
          border-radius: .35rem; padding: .35rem .6rem; max-width: 100%; min-height: 2.3rem; }
        .grow select, .grow input { width: 100%; } button { background: var(--link); color: var(--paper); border-color: var(--link); }
        .plot { margin: 0 0 1.6rem; } figcaption { font-weight: 600; margin: 0 0 .5rem; }
        svg { width: 100%; max-width: 46rem; display: block; overflow: visible; } svg.map { height: auto; max-height: 40rem; }
        svg.scale { padding: 0 18px 0 48px; } svg.names { padding: 0 22px 0 40px; } svg.numbers { padding: 0 58px 0 0; } svg.ticks { padding: 0 20px; }
        .tiles { display: flex; flex-wrap: wrap; gap: 1rem 1.2rem; } .tiles div { display: flex; flex-wrap: wrap; gap: 4px; align-items: start;
          max-width: 100%; min-width: 8rem; } .tiles p { flex: 1 0 100%; width: 0; margin: 0; font-size: .8rem; line-height: 1.3; color: var(--soft); }
        .tiles svg { width: auto; flex: none; }
        svg text { font: 12px system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; fill: var(--ink); }
        svg .tick, svg .small { font-size: 11px; fill: var(--soft); } .end { text-anchor: end; } .middle { text-anchor: middle; }
        .grid { stroke: var(--grid); } .axis { stroke: var(--soft); } .bar { fill: var(--series); } .bin { stroke: var(--paper); } .track { fill: var(--grid); }
        .bar.here { fill: var(--here); } .mark { stroke: var(--here); stroke-width: 2; } .bar.merged { fill: var(--series2); }
        .trend { fill: none; stroke-width: 2.5; } .trend.s0 { stroke: var(--series); } .trend.s1 { stroke: var(--series2);
          stroke-dasharray: 7 3; } .trend.s2 { stroke: var(--series3); stroke-dasharray: 2 4; }
        .dot.s0 { fill: var(--series); stroke: var(--series); } .dot.s1 { fill: var(--series2); } .dot.s2 { stroke: var(--series3); }
        .dot.hollow { fill: var(--paper); stroke-width: 2; } .move { stroke: var(--series); stroke-width: 2; }
        path.tile { stroke: var(--edge); stroke-width: .5; }
        .q0 { fill: var(--q0); background: var(--q0); } .q1 { fill: var(--q1); background: var(--q1); }
        .q2 { fill: var(--q2); background: var(--q2); } .q3 { fill: var(--q3); background: var(--q3); }
        .q4 { fill: var(--q4); background: var(--q4); } rect.none, path.none { fill: var(--paper); stroke: var(--soft); stroke-dasharray: 2 2; }
        .bar.c0 { fill: var(--q3); } .bar.c1 { fill: var(--q2); } .bar.c2 { fill: var(--q0); }
        .key { display: inline-block; width: .95rem; height: .95rem; margin-right: .4rem; vertical-align: -.12rem; border: 1px solid var(--soft); }
        .key.s0 { background: var(--series); } .key.s1, .key.merged { background: var(--series2); } .key.s2 { background: var(--series3); }
        .key.c0 { background: var(--q3); } .key.c1 { background: var(--q2); } .key.c2 { background: var(--q0); }
        .key.here { background: var(--here); } .key.none { border-style: dashed; } .legend { font-size: .88rem; margin: .4rem 0; }
        details { margin: .5rem 0; } summary { cursor: pointer; color: var(--link); padding: .2rem 0; }
        .excerpt { overflow-x: auto; background: var(--ground); padding: .6rem; font: .85rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace; }
        .excerpt span { display: block; white-space: pre; } .excerpt b { color: var(--soft); font-weight: normal; }
        .excerpt .hit { background: var(--paper); } mark { background: #ffe08a; color: #000; }
        progress { vertical-align: middle; }
        a:hover { text-decoration-thickness: 2px; }
        @media (max-width: 54rem) { .wide th, .wide td { padding: .35rem .35rem; } td.file { min-width: 7.5rem; } .when { min-width: 7rem; } }
        @media (max-width: 30rem) { main > h1 { font-size: 1.25rem; } svg .more { display: none; } .wide td:first-child { overflow-wrap: anywhere; min-width: 8rem; }
          .wide th, .wide td { padding: .35rem .4rem; }
          .rows thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
          .rows tr { display: block; padding: .4rem 0; border-bottom: 1px solid var(--edge); }
          .wide.rows tbody th, .wide.rows tbody td { display: block; width: auto; min-width: 0; padding: 0; border: 0; text-align: left;
            overflow-wrap: anywhere; white-space: normal; }
          .figures tbody tr { display: flex; flex-wrap: wrap; gap: 0 .4rem; } .figures tbody th { flex: 0 0 100%; }
          .figures td { order: 2; } .figures td:last-child { order: 1; }
          main td code { white-space: normal; } .receipt .scroll td { overflow-wrap: anywhere; }
          .rows td[data-label]::before { content: attr(data-label) ": "; color: var(--soft); } }
        @media print { header.site nav, .choose, .tabs, footer.site, .skip { display: none; } details { display: none; } form { display: none; }
          .card { border: 0; padding: 0; margin-bottom: 1.4rem; } .plot, .verdict { break-inside: avoid; }
          svg.map { max-height: 15cm; } .key { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
          .wide { overflow: visible; background: none; } table { font-size: 8.5pt; } th { white-space: normal; }
          .wide td, .wide th { overflow-wrap: break-word; min-width: 0; padding: .2rem .3rem; } thead { display: table-header-group; }
          .excerpt { overflow: visible; } .excerpt span { white-space: pre-wrap; } mark { font-weight: 700; } }
        """

    /// The script of the pages that are served: it loads the page again when something happened, and nothing else.
    package static let script = """
        "use strict";
        (function () {
          var address = document.body.getAttribute("data-live");
          if (!address || !window.EventSource) { return; }
          var seen = null;
          var source = new EventSource(address);
          source.addEventListener("state", function (event) {
            if (seen !== null && event.data !== seen) {
              // Whoever is in a field or on a link stays there; the next event brings the news.
              if (document.getElementById("main").contains(document.activeElement)) { return; }
              fetch(location.href, { headers: { accept: "text/html" } }).then(function (answer) {
                return answer.ok ? answer.text() : null;
              }).then(function (text) {
                if (!text) { return; }
                var page = new DOMParser().parseFromString(text, "text/html");
                var main = page.getElementById("main");
                if (main) { document.getElementById("main").replaceWith(main); }
              });
            }
            seen = event.data;
          });
        })();

        """

    /// The sign of Peil: a water level.
    package static let icon = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#0b57a4"/><path d="M4 20q4-5 8 0t8 0 8 0M10 5v8M16 5v8M22 5v8" stroke="#fff" stroke-width="2.5" fill="none"/></svg>

        """
}
