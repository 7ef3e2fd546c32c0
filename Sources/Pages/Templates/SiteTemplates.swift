extension PageTemplates {
    /// The templates of the pages that are served.
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
        <div class="wide" tabindex="0" role="region" aria-label="[[Afbeelding|Picture]]: {{caption}}">
        {{{svg}}}
        </div>
        {{^empty(legend)}}
        <ul class="legend">
        {{#legend}}
        <li><span class="key {{kind}}" aria-hidden="true"></span>{{words}}</li>
        {{/legend}}
        </ul>
        {{/empty(legend)}}
        <details><summary>[[De cijfers in een tabel|The figures in a table]]</summary>
        <div class="wide" tabindex="0" role="region" aria-label="{{caption}}">
        <table><thead><tr>{{#head}}<th scope="col"{{#isNumber}} class="n"{{/isNumber}}>{{words}}</th>{{/head}}</tr></thead>
        <tbody>
        {{#lines}}
        <tr>{{#cells}}<td{{#isNumber}} class="n"{{/isNumber}}>{{words}}</td>{{/cells}}</tr>
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
        <li>{{.}}</li>
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
        <div class="wide" tabindex="0" role="region" aria-label="[[Mappen|Drops]]">
        <table><thead><tr><th scope="col">[[Map|Drop]]</th><th scope="col">[[Gegevensset|Data set]]</th><th scope="col">[[Soort|Kind]]</th><th scope="col" class="n">[[Wacht|Waiting]]</th><th scope="col">[[Oudste bestand|Oldest file]]</th><th scope="col">[[Laatste aanlevering|Last delivery]]</th></tr></thead>
        <tbody>
        {{#drops}}
        <tr><th scope="row">{{name}}</th><td><a href="/datasets/{{dataset}}">{{datasetTitle}}</a></td><td>{{mode}}</td><td class="n">{{waiting}}</td><td>{{oldest}}</td><td>{{last}}</td></tr>
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
        <div class="wide" tabindex="0" role="region" aria-label="[[Laatste publicaties|Last releases]]">
        <table><thead><tr><th scope="col">[[Gegevensset|Data set]]</th><th scope="col" class="n">[[Publicatie|Release]]</th><th scope="col">[[Gemaakt|Made]]</th><th scope="col" class="n">[[Gewijzigde rijen|Rows changed]]</th></tr></thead>
        <tbody>
        {{#releases}}
        <tr><th scope="row"><a href="/datasets/{{dataset}}">{{title}}</a></th><td class="n"><a href="/datasets/{{dataset}}/releases/{{number}}">{{number}}</a></td><td>{{made}}</td><td class="n">{{rows}}</td></tr>
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
        <div class="wide" tabindex="0" role="region" aria-label="{{name}}">
        <table><thead><tr><th scope="col">[[Periode|Period]]</th><th scope="col">[[Gegevensset|Data set]]</th><th scope="col">[[Uiterlijk|Due]]</th><th scope="col">[[Stand|State]]</th></tr></thead>
        <tbody>
        {{#entries}}
        <tr><th scope="row">{{period}}</th><td><a href="/datasets/{{dataset}}">{{title}}</a></td><td>{{due}}</td><td><span class="badge {{tone}}">{{state}}</span></td></tr>
        {{/entries}}
        </tbody></table></div>
        </section>
        {{/drops}}
        {{/content}}{{/layout}}

        """,
        "datasets": """
        {{<layout}}{{$content}}
        <h1>[[Gegevenssets|Data sets]]</h1>
        {{#datasets}}
        <section class="card">
        <h2><a href="/datasets/{{name}}">{{title}}</a></h2>
        {{#description}}
        <p>{{.}}</p>
        {{/description}}
        <p class="soft">{{state}}</p>
        </section>
        {{/datasets}}
        {{/content}}{{/layout}}

        """,
        "choose": """
        <form method="get" class="choose">
        <p><label for="period">[[Periode|Period]]</label><select id="period" name="period">{{#periods}}<option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{words}}</option>{{/periods}}</select></p>
        <p class="grow"><label for="topic">[[Cijfer|Figure]]</label><select id="topic" name="topic">{{#topics}}<option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{words}}</option>{{/topics}}</select></p>
        <p><button>[[Toon|Show]]</button></p>
        </form>

        """,
        "dataset": """
        {{<layout}}{{$content}}
        <h1>{{title}}</h1>
        {{#description}}
        <p>{{.}}</p>
        {{/description}}
        <ul class="tabs">
        <li><a href="/datasets/{{name}}/method">[[Methode|Method]]</a></li>
        <li><a href="/datasets/{{name}}/codebook">[[Codeboek|Codebook]]</a></li>
        <li><a href="/datasets/{{name}}/templates">[[Kopregels en sjablonen|Headers and templates]]</a></li>
        {{#release}}
        <li><a href="/datasets/{{name}}/releases/{{.}}">[[Publicatie|Release]] {{.}}</a></li>
        {{/release}}
        </ul>
        {{^release}}
        <p class="card">[[Er is nog niets gepubliceerd.|Nothing has been published yet.]]</p>
        {{/release}}
        {{#figures}}
        <section class="card">
        <h2>{{topicTitle}}, {{periodTitle}}</h2>
        {{> choose}}
        {{#plots}}
        {{> plot}}
        {{/plots}}
        </section>
        <section class="card">
        <h2>[[Regio’s|Regions]]</h2>
        <form method="get" class="choose" role="search">
        <p class="grow"><label for="q">[[Zoek op naam of code|Search by name or code]]</label><input id="q" name="q" type="search" value="{{query}}"></p>
        <p><button>[[Zoek|Search]]</button></p>
        </form>
        <p class="soft">{{listed}}</p>
        <ul class="columns">
        {{#regions}}
        <li><a href="/datasets/{{name}}/regions/{{code}}">{{words}}</a></li>
        {{/regions}}
        </ul>
        {{^empty(pages)}}
        <ul class="tabs">
        {{#pages}}
        <li><a href="?page={{.}}">{{.}}</a></li>
        {{/pages}}
        </ul>
        {{/empty(pages)}}
        </section>
        {{/figures}}
        {{/content}}{{/layout}}

        """,
        "region": """
        {{<layout}}{{$content}}
        <h1>{{regionName}}</h1>
        <p class="soft">{{levelTitle}} <code>{{code}}</code>{{#within}}, [[in|in]] {{#all}}<a href="/datasets/{{dataset}}/regions/{{code}}">{{words}}</a> {{/all}}{{/within}}</p>
        <section class="card">
        <h2>{{topicTitle}}, {{periodTitle}}: {{value}}</h2>
        {{> choose}}
        {{#plots}}
        {{> plot}}
        {{/plots}}
        </section>
        {{^empty(compositions)}}
        <section class="card">
        <h2>[[Samenstelling|Composition]]</h2>
        {{#compositions}}
        {{> plot}}
        {{/compositions}}
        </section>
        {{/empty(compositions)}}
        <section class="card">
        <h2>[[Alle cijfers over|All figures of]] {{periodTitle}}</h2>
        <div class="wide" tabindex="0" role="region" aria-label="[[Alle cijfers|All figures]]">
        <table><thead><tr><th scope="col">[[Cijfer|Figure]]</th><th scope="col">[[Eenheid|Unit]]</th><th scope="col" class="n">[[Waarde|Value]]</th></tr></thead>
        <tbody>
        {{#rows}}
        <tr><td>{{words}}</td><td>{{unit}}</td><td class="n">{{figure}}</td></tr>
        {{/rows}}
        </tbody></table></div>
        <p class="soft">[[“Niet getoond”: het gebied is te klein, het cijfer is onbekend, of het zou een ander cijfer verraden.|“Not shown”: the area is too small, the figure is unknown, or it would give another figure away.]]</p>
        </section>
        {{/content}}{{/layout}}

        """,
        "release": """
        {{<layout}}{{$content}}
        <h1>{{title}}, [[publicatie|release]] {{number}}</h1>
        <dl class="card">
        <dt>[[Gemaakt|Made]]</dt><dd>{{made}}</dd>
        <dt>[[Vorige publicatie|Release before]]</dt><dd>{{#base}}<a href="/datasets/{{dataset}}/releases/{{.}}">{{.}}</a>{{/base}}{{^base}}[[geen|none]]{{/base}}</dd>
        <dt>[[Regio-indeling|Classification]]</dt><dd>{{edition}}</dd>
        <dt>[[Perioden|Periods]]</dt><dd>{{periods}}</dd>
        <dt>[[Versie van de regels|Version of the rules]]</dt><dd>{{rules}}</dd>
        <dt>[[Controlesom|Digest]]</dt><dd><code>{{hash}}</code></dd>
        </dl>
        <section class="card">
        <h2>[[Wat er is gewijzigd|What changed]]</h2>
        <p>{{summary}}</p>
        {{#plots}}
        {{> plot}}
        {{/plots}}
        {{^empty(changes)}}
        <div class="wide" tabindex="0" role="region" aria-label="[[Wat er is gewijzigd|What changed]]">
        <table><thead><tr><th scope="col">[[Regio|Region]]</th><th scope="col">[[Periode|Period]]</th><th scope="col">[[Cijfer|Figure]]</th><th scope="col" class="n">[[Was|Was]]</th><th scope="col" class="n">[[Is|Is]]</th></tr></thead>
        <tbody>
        {{#changes}}
        <tr><th scope="row"><a href="/datasets/{{dataset}}/regions/{{code}}">{{region}}</a></th><td>{{period}}</td><td>{{figure}}</td><td class="n">{{before}}</td><td class="n">{{after}}</td></tr>
        {{/changes}}
        </tbody></table></div>
        {{/empty(changes)}}
        </section>
        {{#cost}}
        <section class="card">
        <h2>[[Wat bescherming kost|What protection costs]]</h2>
        {{> plot}}
        </section>
        {{/cost}}
        {{^empty(notes)}}
        <section class="card">
        <h2>[[Opmerkingen bij de cijfers|Remarks about the figures]]</h2>
        <ul>
        {{#notes}}
        <li>{{.}}</li>
        {{/notes}}
        </ul>
        </section>
        {{/empty(notes)}}
        {{/content}}{{/layout}}

        """,
        "method": """
        {{<layout}}{{$content}}
        <h1>[[Methode|Method]]: {{title}}</h1>
        <dl class="card">
        {{#facts}}
        <dt>{{words}}</dt><dd>{{value}}</dd>
        {{/facts}}
        </dl>
        {{#sections}}
        <section class="card">
        <h2>{{heading}}</h2>
        {{#paragraphs}}
        <p>{{.}}</p>
        {{/paragraphs}}
        </section>
        {{/sections}}
        {{/content}}{{/layout}}

        """,
        "codebook": """
        {{<layout}}{{$content}}
        <h1>[[Codeboek|Codebook]]: {{title}}</h1>
        <p>{{lead}}</p>
        <section class="card">
        <h2>[[Kenmerken|Variables]]</h2>
        {{#variables}}
        <details><summary>{{words}} <code>{{key}}</code></summary>
        <table><thead><tr><th scope="col">[[Code|Code]]</th><th scope="col">[[Categorie|Category]]</th><th scope="col">[[Gepubliceerd als|Published as]]</th></tr></thead>
        <tbody>
        {{#categories}}
        <tr><td><code>{{key}}</code></td><td>{{words}}</td><td>{{group}}</td></tr>
        {{/categories}}
        </tbody></table></details>
        {{/variables}}
        </section>
        <section class="card">
        <h2>[[Gepubliceerde cijfers|Published figures]]</h2>
        <div class="wide" tabindex="0" role="region" aria-label="[[Gepubliceerde cijfers|Published figures]]">
        <table><thead><tr><th scope="col">[[Cijfer|Figure]]</th><th scope="col">[[Eenheid|Unit]]</th><th scope="col">[[Sleutel|Key]]</th></tr></thead>
        <tbody>
        {{#topics}}
        <tr><td>{{words}}</td><td>{{unit}}</td><td><code>{{key}}</code></td></tr>
        {{/topics}}
        </tbody></table></div>
        </section>
        {{/content}}{{/layout}}

        """,
        "templates": """
        {{<layout}}{{$content}}
        <h1>[[Kopregels en sjablonen|Headers and templates]]: {{title}}</h1>
        <p>[[Een bestand wordt herkend aan wat erin staat, niet aan zijn naam. Een sjabloon is een leeg bestand met de kopregels die Peil verwacht.|A file is recognised by what is in it, not by its name. A template is an empty file with the headers that Peil expects.]]</p>
        {{#forms}}
        <section class="card">
        <h2>{{words}} <code>{{key}}</code></h2>
        <p><a href="/datasets/{{dataset}}/templates/{{key}}.csv" download>[[Leeg bestand ophalen|Download an empty file]]</a> [[of|or]] <code>peil template {{dataset}} {{key}}</code></p>
        <details><summary>[[De kolommen|The columns]] ({{count}})</summary>
        <ol>
        {{#columns}}
        <li><code>{{.}}</code></li>
        {{/columns}}
        </ol></details>
        </section>
        {{/forms}}
        {{/content}}{{/layout}}

        """,
        "deliveries": """
        {{<layout}}{{$content}}
        <h1>[[Ontvangstbewijzen|Receipts]]</h1>
        <form method="get" class="choose" role="search">
        <p class="grow"><label for="q">[[Zoek op bestand, nummer, map of code van een bevinding|Search by file, number, drop or code of a finding]]</label><input id="q" name="q" type="search" value="{{query}}"></p>
        <p><label for="state">[[Uitkomst|Outcome]]</label><select id="state" name="state">{{#states}}<option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{words}}</option>{{/states}}</select></p>
        <p><button>[[Zoek|Search]]</button></p>
        </form>
        <p class="soft">{{listed}}</p>
        <div class="wide" tabindex="0" role="region" aria-label="[[Ontvangstbewijzen|Receipts]]">
        <table><thead><tr><th scope="col">[[Nummer|Number]]</th><th scope="col">[[Uitkomst|Outcome]]</th><th scope="col">[[Bestand|File]]</th><th scope="col">[[Map|Drop]]</th><th scope="col">[[Ontvangen|Received]]</th><th scope="col" class="n">[[Bevindingen|Findings]]</th></tr></thead>
        <tbody>
        {{#deliveries}}
        <tr><th scope="row"><a href="/deliveries/{{number}}">{{number}}</a></th><td><span class="badge {{tone}}">{{state}}</span></td><td class="file">{{file}}</td><td>{{drop}}</td><td>{{received}}</td><td class="n">{{findings}}</td></tr>
        {{/deliveries}}
        </tbody></table></div>
        {{/content}}{{/layout}}

        """,
        "delivery": """
        {{<layout}}{{$content}}
        {{#receipt}}
        <div class="receipt">
        {{> receipt-body}}
        </div>
        {{/receipt}}
        <ul class="tabs">
        <li><a href="/deliveries/{{number}}/findings.csv" download>[[Bevindingen als CSV|Findings as CSV]]</a></li>
        <li><a href="/deliveries/{{number}}/validation.json" download>[[Validatierapport (ESS, JSON)|Validation report (ESS, JSON)]]</a></li>
        {{#hasLetter}}
        <li><a href="/deliveries/{{number}}/letter">[[Brief aan de leverancier|Letter to the supplier]]</a></li>
        {{/hasLetter}}
        </ul>
        {{^empty(excerpts)}}
        <section class="card">
        <h2>[[De regels in het bestand|The lines in the file]]</h2>
        <p class="soft">[[Vertrouwelijk: dit zijn gegevens uit de aanlevering.|Confidential: these are data of the delivery.]]</p>
        {{#excerpts}}
        <h3>{{heading}}</h3>
        <pre tabindex="0" class="excerpt">{{#texts}}<span{{#isMarked}} class="hit"{{/isMarked}}><b>{{number}}</b> {{before}}{{#cell}}<mark>{{.}}</mark>{{/cell}}{{after}}
        </span>{{/texts}}</pre>
        {{/excerpts}}
        </section>
        {{/empty(excerpts)}}
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
