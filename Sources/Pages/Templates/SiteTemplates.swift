extension PageTemplates {
    /// The templates of what is on every page, and of the pages of the service itself.
    static let siteTemplates: [String: String] = [
        "layout": """
        <!doctype html>
        <html lang="{{frame.language}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{{frame.title}} – Peil</title>
        <link rel="icon" href="/assets/peil.svg" type="image/svg+xml">
        <link rel="stylesheet" href="/assets/peil.css">
        <script src="/assets/peil.js" defer></script>
        </head>
        <body{{#frame.isLive}} data-live="/events"{{/frame.isLive}}>
        <a class="skip" href="#main">[[Naar de inhoud|To the content]]</a>
        <header class="site"><div>
        <a class="name" href="/">Peil</a>
        <nav aria-label="[[Hoofdmenu|Main menu]]"><ul>
        {{#frame.links}}
        <li><a href="{{address}}"{{#isHere}} aria-current="page"{{/isHere}}>{{words}}</a></li>
        {{/frame.links}}
        </ul></nav>
        </div></header>
        <main id="main">
        {{^empty(frame.crumbs)}}
        <nav aria-label="[[Kruimelpad|Breadcrumb]]" class="crumbs"><ol>
        {{#frame.crumbs}}
        <li><a href="{{address}}">{{words}}</a></li>
        {{/frame.crumbs}}
        </ol></nav>
        {{/empty(frame.crumbs)}}
        {{$content}}{{/content}}
        </main>
        <footer class="site"><p>[[Peil {{frame.version}}. Op pagina’s zonder aanmelding staan alleen beveiligde cijfers.|Peil {{frame.version}}. Pages without a login show protected figures only.]]</p></footer>
        </body>
        </html>

        """,
        "plot": """
        <figure class="plot">
        <figcaption>{{caption}}</figcaption>
        {{{svg}}}
        {{^empty(legend)}}
        <ul class="legend">
        {{#legend}}
        <li><span class="key {{kind}}" aria-hidden="true"></span>{{words}}</li>
        {{/legend}}
        </ul>
        {{/empty(legend)}}
        <details><summary>[[De cijfers in een tabel|The figures in a table]]</summary>
        <div class="wide rows" tabindex="0" role="region" aria-label="{{caption}}">
        <table><thead><tr>{{#head}}<th scope="col"{{#isNumber}} class="n"{{/isNumber}}>{{words}}</th>{{/head}}</tr></thead>
        <tbody>
        {{#lines}}
        <tr>{{#cells}}{{#isHead}}<th scope="row">{{words}}</th>{{/isHead}}{{^isHead}}<td{{^isNumber}} class="w"{{/isNumber}}{{#label}} data-label="{{.}}"{{/label}}>{{words}}</td>{{/isHead}}{{/cells}}</tr>
        {{/lines}}
        </tbody></table></div></details>
        </figure>

        """,
        "alarms": """
        {{^empty(alarms)}}
        <section class="card bad" aria-labelledby="alarms">
        <h2 id="alarms">[[Wat aandacht vraagt|What needs attention]]</h2>
        <ul>
        {{#alarms}}
        <li>{{#address}}<a href="{{.}}">{{words}}</a>{{/address}}{{^address}}{{words}}{{/address}}</li>
        {{/alarms}}
        </ul>
        </section>
        {{/empty(alarms)}}

        """,
        "overview": """
        {{<layout}}{{$content}}
        <h1>[[Overzicht|Overview]]</h1>
        <p class="verdict {{tone}}" role="status">{{verdict}}</p>
        {{> alarms}}
        <section class="card">
        <h2>[[Mappen|Drops]]</h2>
        {{#empty(drops)}}
        <p>[[Er is geen map ingesteld.|No drop is configured.]]</p>
        {{/empty(drops)}}
        {{^empty(drops)}}
        <div class="wide rows" tabindex="0" role="region" aria-label="[[Mappen|Drops]]">
        <table><thead><tr><th scope="col">[[Map|Drop]]</th><th scope="col">[[Gegevensset|Data set]]</th><th scope="col">[[Soort|Kind]]</th><th scope="col" class="n">[[Wacht|Waiting]]</th><th scope="col">[[Oudste bestand|Oldest file]]</th><th scope="col">[[Laatste aanlevering|Last delivery]]</th></tr></thead>
        <tbody>
        {{#drops}}
        <tr><th scope="row">{{name}}</th><td><a href="/datasets/{{dataset}}">{{datasetTitle}}</a></td><td>{{mode}}</td><td class="n" data-label="[[Wacht|Waiting]]">{{waiting}}</td><td data-label="[[Oudste bestand|Oldest file]]">{{oldest}}</td><td data-label="[[Laatste aanlevering|Last delivery]]">{{#lastNumber}}<a href="/deliveries/{{.}}">{{last}}</a>{{/lastNumber}}{{^lastNumber}}{{last}}{{/lastNumber}}</td></tr>
        {{/drops}}
        </tbody></table></div>
        {{/empty(drops)}}
        </section>
        <section class="card">
        <h2>[[In behandeling|In progress]]</h2>
        {{#empty(open)}}
        <p>[[Niets: alles wat is aangeleverd, is afgehandeld.|Nothing: all that was delivered is finished.]]</p>
        {{/empty(open)}}
        {{^empty(open)}}
        <ul class="plain">
        {{#open}}
        <li><strong>{{number}}</strong> {{drop}}: {{stage}}{{#percent}} <progress max="100" value="{{.}}" aria-label="{{stage}}">{{.}} %</progress>{{/percent}}</li>
        {{/open}}
        </ul>
        {{/empty(open)}}
        </section>
        <section class="card">
        <h2>[[Laatste publicaties|Last releases]]</h2>
        {{#empty(releases)}}
        <p>[[Er is nog niets gepubliceerd.|Nothing has been published yet.]]</p>
        {{/empty(releases)}}
        {{^empty(releases)}}
        <div class="wide rows" tabindex="0" role="region" aria-label="[[Laatste publicaties|Last releases]]">
        <table><thead><tr><th scope="col">[[Gegevensset|Data set]]</th><th scope="col" class="n">[[Publicatie|Release]]</th><th scope="col">[[Gemaakt|Made]]</th><th scope="col" class="n">[[Gewijzigde rijen|Rows changed]]</th></tr></thead>
        <tbody>
        {{#releases}}
        <tr><th scope="row"><a href="/datasets/{{dataset}}">{{title}}</a></th><td class="n" data-label="[[Publicatie|Release]]"><a href="/datasets/{{dataset}}/releases/{{number}}">{{number}}</a></td><td data-label="[[Gemaakt|Made]]">{{made}}</td><td class="n" data-label="[[Gewijzigde rijen|Rows changed]]">{{rows}}</td></tr>
        {{/releases}}
        </tbody></table></div>
        {{/empty(releases)}}
        </section>
        {{/content}}{{/layout}}

        """,
        "calendar": """
        {{<layout}}{{$content}}
        <h1>[[Verwachte aanleveringen|Expected deliveries]]</h1>
        {{> alarms}}
        {{#empty(drops)}}
        <p class="card">[[De configuratie noemt geen verwachte aanleveringen. Een beheerder zet ze bij een map onder <code>expects</code>.|The configuration names no expected deliveries. An operator puts them under <code>expects</code> of a drop.]]</p>
        {{/empty(drops)}}
        {{#drops}}
        <section class="card">
        <h2>{{name}}</h2>
        <div class="wide rows" tabindex="0" role="region" aria-label="{{name}}">
        <table><thead><tr><th scope="col">[[Periode|Period]]</th><th scope="col">[[Gegevensset|Data set]]</th><th scope="col">[[Uiterlijk|Due]]</th><th scope="col">[[Stand|State]]</th></tr></thead>
        <tbody>
        {{#entries}}
        <tr><th scope="row">{{period}}</th><td><a href="/datasets/{{dataset}}">{{title}}</a></td><td data-label="[[Uiterlijk|Due]]">{{due}}</td><td><span class="badge {{tone}}">{{state}}</span></td></tr>
        {{/entries}}
        </tbody></table></div>
        </section>
        {{/drops}}
        {{/content}}{{/layout}}

        """,
        "missing": """
        {{<layout}}{{$content}}
        <h1>[[Hier is niets|There is nothing here]]</h1>
        <p>{{words}}</p>
        <p><a href="/">[[Naar het overzicht|To the overview]]</a></p>
        {{/content}}{{/layout}}

        """,
    ]
}
