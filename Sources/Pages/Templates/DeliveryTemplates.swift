extension PageTemplates {
    /// The templates of the pages about deliveries.
    static let deliveryTemplates: [String: String] = [
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
        <div class="wide rows" tabindex="0" role="region" aria-label="[[Ontvangstbewijzen|Receipts]]">
        <table><thead><tr><th scope="col">[[Nummer|Number]]</th><th scope="col">[[Uitkomst|Outcome]]</th><th scope="col">[[Bestand|File]]</th><th scope="col">[[Map|Drop]]</th><th scope="col">[[Ontvangen|Received]]</th><th scope="col" class="n">[[Bevindingen|Findings]]</th></tr></thead>
        <tbody>
        {{#deliveries}}
        <tr><th scope="row"><a href="/deliveries/{{number}}">{{number}}</a></th><td><span class="badge {{tone}}">{{state}}</span></td><td class="file">{{file}}</td><td>{{drop}}</td><td class="when">{{received}}</td><td class="n" data-label="[[Bevindingen|Findings]]">{{findings}}</td></tr>
        {{/deliveries}}
        </tbody></table></div>
        <ul class="tabs">{{#newest}}<li><a href="{{.}}">[[Nieuwste|Newest]]</a></li>{{/newest}}{{#earlier}}<li><a href="{{.}}" rel="next">[[Eerdere|Earlier ones]]</a></li>{{/earlier}}</ul>
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
        {{> excerpts}}
        {{/content}}{{/layout}}

        """,
        "excerpts": """
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

        """,
        "check": """
        {{<layout}}{{$content}}
        <h1>[[Bestand controleren|Check a file]]</h1>
        <p>[[Peil zegt wat er op het bestand zelf aan te merken is. Er wordt niets overgenomen, gewijzigd of bewaard, en het bestand wordt nergens mee vergeleken.|Peil says what is to be remarked on the file by itself. Nothing is taken, changed or kept, and the file is compared with nothing.]]</p>
        {{#problem}}
        <p class="card bad" role="alert">{{.}}</p>
        {{/problem}}
        <form method="post" action="/check" enctype="multipart/form-data" class="card stacked">
        <p><label for="drop">[[Map|Drop]]</label><select id="drop" name="drop" required>{{#drops}}<option value="{{name}}"{{#isChosen}} selected{{/isChosen}}>{{words}}</option>{{/drops}}</select></p>
        <p><label for="file">[[Bestand, hoogstens {{largest}} MiB|File, at most {{largest}} MiB]]</label><input id="file" name="file" type="file" required></p>
        <p><button>[[Controleer|Check]]</button></p>
        </form>
        {{/content}}{{/layout}}

        """,
        "checked": """
        {{<layout}}{{$content}}
        {{#receipt}}
        <div class="receipt">
        {{> receipt-body}}
        </div>
        {{/receipt}}
        <ul class="tabs">
        <li><a href="/check?drop={{drop}}">[[Nog een bestand controleren|Check another file]]</a></li>
        </ul>
        {{> excerpts}}
        {{/content}}{{/layout}}

        """,
    ]
}
