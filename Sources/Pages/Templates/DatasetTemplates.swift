extension PageTemplates {
    /// The templates of the pages of a data set: its figures, releases, method and codebook.
    static let datasetTemplates: [String: String] = [
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
        <p class="grow"><label for="topic">[[Cijfer|Figure]]</label><select id="topic" name="topic">{{#topics}}{{#label}}<optgroup label="{{.}}">{{/label}}{{#options}}<option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{words}}</option>{{/options}}{{#label}}</optgroup>{{/label}}{{/topics}}</select></p>
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
        {{#empty(rows)}}
        <p>[[Over dit gebied zelf staat in deze periode niets in de publicatie.|Of this area itself nothing stands in the release of this period.]]</p>
        {{/empty(rows)}}
        {{^empty(rows)}}
        <div class="wide rows figures" tabindex="0" role="region" aria-label="[[Alle cijfers|All figures]]">
        <table><thead><tr><th scope="col">[[Cijfer|Figure]]</th><th scope="col">[[Eenheid|Unit]]</th><th scope="col" class="n">[[Waarde|Value]]</th></tr></thead>
        <tbody>
        {{#rows}}
        <tr><th scope="row">{{words}}</th><td>{{unit}}</td><td>{{figure}}</td></tr>
        {{/rows}}
        </tbody></table></div>
        <p class="soft">[[“Niet getoond”: het gebied is te klein, het cijfer is onbekend, of het zou een ander cijfer verraden.|“Not shown”: the area is too small, the figure is unknown, or it would give another figure away.]]</p>
        {{/empty(rows)}}
        </section>
        {{/content}}{{/layout}}

        """,
        "release": """
        {{<layout}}{{$content}}
        <h1>{{title}}, [[publicatie|release]] {{number}}</h1>
        {{#waiting}}
        {{> waiting}}
        {{/waiting}}
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
        {{#note}}
        <p><a href="{{.}}">[[Toelichting voor lezers|Note for readers]]</a></p>
        {{/note}}
        {{#plots}}
        {{> plot}}
        {{/plots}}
        {{^empty(changes)}}
        <div class="wide rows" tabindex="0" role="region" aria-label="[[Wat er is gewijzigd|What changed]]">
        <table><thead><tr><th scope="col">[[Regio|Region]]</th><th scope="col">[[Periode|Period]]</th><th scope="col">[[Cijfer|Figure]]</th><th scope="col" class="n">[[Was|Was]]</th><th scope="col" class="n">[[Is|Is]]</th></tr></thead>
        <tbody>
        {{#changes}}
        <tr><th scope="row"><a href="/datasets/{{dataset}}/regions/{{code}}">{{region}}</a></th><td>{{period}}</td><td>{{figure}}</td><td class="n" data-label="[[Was|Was]]">{{before}}</td><td class="n" data-label="[[Is|Is]]">{{after}}</td></tr>
        {{/changes}}
        </tbody></table></div>
        {{/empty(changes)}}
        </section>
        {{^empty(costs)}}
        <section class="card">
        <h2>[[Wat bescherming kost|What protection costs]]</h2>
        {{#costs}}
        {{> plot}}
        {{/costs}}
        </section>
        {{/empty(costs)}}
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
        "waiting": """
        <section class="card">
        <h2>[[Nog niet gepubliceerd|Not published yet]]</h2>
        <p class="verdict" role="status">{{state}}</p>
        <ul>
        {{#reasons}}
        <li>{{.}}</li>
        {{/reasons}}
        </ul>
        {{#isUndecided}}
        <form method="post" action="{{address}}">
        <p><label>[[Niet eerder dan (leeg: meteen)|Not before (empty: at once)]] <input name="at" size="36" autocomplete="off" aria-describedby="moment"></label></p>
        <p class="soft" id="moment">[[Bijvoorbeeld|For example]] 2026-12-01T09:30 Europe/Amsterdam</p>
        <p><button name="decision" value="approve">[[Goedkeuren|Approve]]</button></p>
        </form>
        {{/isUndecided}}
        <form method="post" action="{{address}}">
        <p><button name="decision" value="reject">[[Afwijzen: nooit publiceren|Reject: never publish]]</button></p>
        </form>
        </section>
        {{^empty(withheld)}}
        <section class="card">
        <h2>{{withheldTitle}}</h2>
        <div class="wide rows" tabindex="0" role="region" aria-label="{{withheldTitle}}">
        <table><thead><tr><th scope="col">[[Regio|Region]]</th><th scope="col">[[Periode|Period]]</th><th scope="col" class="n">[[Cijfers|Figures]]</th></tr></thead>
        <tbody>
        {{#withheld}}
        <tr><th scope="row">{{region}} <code>{{code}}</code></th><td>{{period}}</td><td class="n" data-label="[[Cijfers|Figures]]">{{figures}}</td></tr>
        {{/withheld}}
        </tbody></table></div>
        </section>
        {{/empty(withheld)}}
        {{^empty(shown)}}
        <section class="card">
        <h2>{{shownTitle}}</h2>
        <div class="wide rows" tabindex="0" role="region" aria-label="{{shownTitle}}">
        <table><thead><tr><th scope="col">[[Regio|Region]]</th><th scope="col">[[Periode|Period]]</th><th scope="col" class="n">[[Cijfers|Figures]]</th></tr></thead>
        <tbody>
        {{#shown}}
        <tr><th scope="row">{{region}} <code>{{code}}</code></th><td>{{period}}</td><td class="n" data-label="[[Cijfers|Figures]]">{{figures}}</td></tr>
        {{/shown}}
        </tbody></table></div>
        </section>
        {{/empty(shown)}}

        """,
        "refused": """
        {{<layout}}{{$content}}
        <h1>[[Niet gedaan|Not done]]</h1>
        <p class="verdict bad" role="status">{{words}}</p>
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
        <div class="wide rows" tabindex="0" role="region" aria-label="[[Gepubliceerde cijfers|Published figures]]">
        <table><thead><tr><th scope="col">[[Cijfer|Figure]]</th><th scope="col">[[Eenheid|Unit]]</th><th scope="col">[[Sleutel|Key]]</th></tr></thead>
        <tbody>
        {{#topics}}
        <tr><th scope="row">{{words}}</th><td>{{unit}}</td><td><code>{{key}}</code></td></tr>
        {{/topics}}
        </tbody></table></div>
        </section>
        {{/content}}{{/layout}}

        """,
    ]
}
