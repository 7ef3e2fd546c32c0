extension PageTemplates {
    /// The templates of receipts.
    static let receiptTemplates: [String: String] = [
        "receipt": """
        <!doctype html>
        <html lang="{{language}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="robots" content="noindex">
        <title>{{heading}}: {{file}}</title>
        <style>
        {{{style}}}
        </style>
        </head>
        <body>
        <main class="receipt">
        {{> receipt-body}}
        <footer><p>[[Gemaakt door Peil. Regels en posities in een regel tellen vanaf 1. Op dit bewijs staan geen cijfers uit de aanlevering.|Made by Peil. Lines and positions in a line count from 1. This receipt repeats no figure of the delivery.]]</p></footer>
        </main>
        </body>
        </html>

        """,
        "receipt-body": """
        <header class="{{tone}}">
        <p class="kicker">{{#isCheck}}[[Proefcontrole|Check]]{{/isCheck}}{{^isCheck}}[[Ontvangstbewijs|Receipt]]{{/isCheck}} {{number}}</p>
        <h1>{{heading}}</h1>
        {{#cause}}
        <p class="cause"><strong>{{problem}}</strong> {{remedy}}</p>
        {{/cause}}
        <p class="lead">{{{lead}}}</p>
        </header>
        <section>
        <h2>[[Wat u nu doet|What to do now]]</h2>
        <ol class="steps">
        {{#steps}}
        <li>{{{.}}}</li>
        {{/steps}}
        </ol>
        {{#hasContents}}
        <ul class="kinds">
        {{#contents}}
        <li><a href="#{{anchor}}">{{message}}</a>{{#times}} <span class="times">{{.}}</span>{{/times}}</li>
        {{/contents}}
        </ul>
        {{/hasContents}}
        </section>
        {{#hasFindings}}
        <section>
        <h2>[[Bevindingen|Findings]]{{#findingsTotal}} <span class="times">{{.}}</span>{{/findingsTotal}}</h2>
        {{^groups}}
        <p>[[Geen. Er was niets op te merken.|None. There was nothing to remark.]]</p>
        {{/groups}}
        {{#groups}}
        {{> receipt-group}}
        {{/groups}}
        </section>
        {{/hasFindings}}
        {{#changes}}
        <section>
        <h2>[[Wat er is gewijzigd|What changed]]</h2>
        <dl>
        <dt>[[Gewijzigde regio’s|Regions changed]]</dt><dd>{{regions}}</dd>
        {{#releaseNumber}}
        <dt>[[Publicatie|Release]]</dt><dd>{{.}}</dd>
        {{/releaseNumber}}
        {{#rows}}
        <dt>{{name}}</dt><dd>{{count}}</dd>
        {{/rows}}
        </dl>
        {{#protection}}
        <p>{{.}}</p>
        {{/protection}}
        {{#effects}}
        <h3>[[Voor en na, in de gepubliceerde cijfers|Before and after, in the published figures]]</h3>
        <p>{{summary}}</p>
        <div class="scroll" tabindex="0" role="region" aria-label="[[Voor en na|Before and after]]">
        <table class="change">
        <thead><tr><th scope="col">[[Regio|Region]]</th><th scope="col">[[Periode|Period]]</th><th scope="col">[[Cijfer|Figure]]</th><th scope="col" class="number">[[Voor|Before]]</th><th scope="col" class="number">[[Na|After]]</th></tr></thead>
        <tbody>
        {{#rows}}
        <tr><td data-label="[[Regio|Region]]">{{name}} <code>{{code}}</code></td><td data-label="[[Periode|Period]]">{{period}}</td><td data-label="[[Cijfer|Figure]]">{{figure}}</td><td data-label="[[Voor|Before]]" class="number">{{before}}</td><td data-label="[[Na|After]]" class="number">{{after}}</td></tr>
        {{/rows}}
        </tbody>
        </table>
        </div>
        {{/effects}}
        </section>
        {{/changes}}
        {{#accounting}}
        <section>
        <h2>{{#isCheck}}[[Wat er met de rijen zou gebeuren|What would become of the rows]]{{/isCheck}}{{^isCheck}}[[Wat er met de rijen is gebeurd|What became of the rows]]{{/isCheck}}</h2>
        <table class="sum">
        <tbody>
        <tr><th scope="row">[[Overgenomen|Taken]]</th><td class="number">{{taken}}</td></tr>
        {{#leftOut}}
        <tr><th scope="row">[[Niet overgenomen|Left out]]: {{reason}}</th><td class="number">{{count}}</td></tr>
        {{/leftOut}}
        </tbody>
        <tfoot>
        <tr><th scope="row">[[Rijen in het bestand|Rows in the file]]</th><td class="number">{{total}}</td></tr>
        </tfoot>
        </table>
        </section>
        {{/accounting}}
        <section>
        <h2>{{#isCheck}}[[Het bestand|The file]]{{/isCheck}}{{^isCheck}}[[De aanlevering|The delivery]]{{/isCheck}}</h2>
        <dl>
        {{#facts}}
        <dt>{{name}}</dt><dd>{{{value}}}</dd>
        {{/facts}}
        </dl>
        </section>

        """,
        "receipt-group": """
        <article id="{{anchor}}" class="{{severity}}">
        <h3><span class="badge">{{badge}}</span> {{message}}{{#times}} <span class="times">{{.}}</span>{{/times}}</h3>
        {{#remedy}}
        <p class="repair"><strong>{{remedyTitle}}</strong> {{.}}</p>
        {{/remedy}}
        {{#onePlace}}
        <p class="place">{{.}}</p>
        {{/onePlace}}
        {{#table}}
        <div class="scroll" tabindex="0" role="region" aria-label="[[Plaatsen|Places]]: {{code}}">
        <table>
        <thead><tr>{{#columns}}<th scope="col"{{#isNumber}} class="number"{{/isNumber}}>{{title}}</th>{{/columns}}</tr></thead>
        <tbody>
        {{#rows}}
        <tr>{{#cells}}<td data-label="{{label}}"{{#isNumber}} class="number"{{/isNumber}}>{{#isCode}}<code>{{text}}</code>{{/isCode}}{{^isCode}}{{text}}{{/isCode}}</td>{{/cells}}</tr>
        {{/rows}}
        </tbody>
        </table>
        </div>
        {{/table}}
        {{#more}}
        <p class="rest">{{.}}</p>
        {{/more}}
        <p class="code">[[Code voor navraag:|Code for questions:]] <code>{{code}}</code></p>
        </article>

        """,
        "letter": """
        <!doctype html>
        <html lang="{{language}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>{{subject}}</title>
        <style>
        {{{letterStyle}}}
        </style>
        </head>
        <body>
        <main class="letter">
        <p class="address">[[Aan de leverancier van|To the supplier of]]<br><strong class="file">{{file}}</strong></p>
        <p class="date">{{date}}</p>
        <h1>[[Onderwerp|Subject]]: {{subject}}</h1>
        <p>[[Geachte heer, mevrouw,|Dear Sir or Madam,]]</p>
        <p>{{opening}}</p>
        {{#hasKinds}}
        <p>{{introduction}}</p>
        <ol>
        {{#kinds}}
        <li><strong>{{message}}</strong>{{#where}} ({{.}}){{/where}} {{remedy}}</li>
        {{/kinds}}
        </ol>
        {{#others}}
        <p>{{.}}</p>
        {{/others}}
        {{/hasKinds}}
        <p>{{request}}</p>
        <p class="close">[[Met vriendelijke groet,|Yours faithfully,]]<br><br>…………………………</p>
        <p class="foot">[[Aanlevering|Delivery]] {{number}}, {{dataset}}.{{#sha256}} SHA-256 <code>{{.}}</code>.{{/sha256}} [[Deze brief noemt geen cijfers uit de aanlevering.|This letter repeats no figure of the delivery.]]</p>
        </main>
        </body>
        </html>

        """,
    ]
}
