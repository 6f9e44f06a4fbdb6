// Pages of docs/rules about verdicts: what the API server and the controllers behind it refuse. The texts and examples
// are those of server/src/schema/pages; what is said about an example is what `check` says.

/** Pages by name, and one for each kind that has validation expressions. */
export function verdictPages({ VERDICT_FAMILIES, celPages, checkFiles }) {
  const verdicts = Object.values(VERDICT_FAMILIES).flatMap(({ title, pages }) =>
    Object.entries(pages).map(([id, page]) => [`${id}.md`, verdictPage(id, page, title, checkFiles)]),
  );
  return [...verdicts, ...celPages().map((page) => [`${page.id}.md`, expressionsPage(page)])];
}

function verdictPage(id, { summary, why, wrong, right, source }, title, checkFiles) {
  const parts = [`# ${id}`, summary, `[${title}](../README.md#${anchor(title)})`, '## What it means', why];
  if (wrong !== undefined && right !== undefined)
    parts.push('## Wrong', fence(wrong), quotes(id, wrong, checkFiles), '## Right', fence(right));
  return [...parts, '## Source', /^https:/.test(source) ? `<${source}>` : source].join('\n\n') + '\n';
}

/** What `check` says of the example, about this alone. */
function quotes(id, text, checkFiles) {
  const { findings } = checkFiles([{ uri: 'file:///example.yaml', text }]);
  const own = findings.filter(({ rule }) => rule === id);
  return own
    .map(({ path, message, range }) => `> ${placeOf(path, range)}: ${escaped(message)}`)
    .join('\n>\n');
}

const placeOf = (path, { start }) => (path === '' ? `Line ${start.line + 1}` : `\`${path}\``);

function expressionsPage({ id, kind, apiVersions, entries }) {
  const versions = apiVersions.map((version) => `\`${version}\``).join(' and ');
  const intro =
    `The schema of ${kind} (${versions}) carries rules in the Common Expression Language that look at several fields at ` +
    'once. Dryfit evaluates them as the API server does: on the object after defaults, and not at all while a required ' +
    'field is missing or a type is wrong; put that right first. The versions are those of ' +
    '[schemas/SOURCES.md](../../../schemas/SOURCES.md).';
  return [`# ${id}`, intro, ...entries.flatMap(expressionParts)].join('\n\n') + '\n';
}

function expressionParts({ place, meanings, expressions, isOfChanges }) {
  const when = isOfChanges ? ['Applies to changes of a stored object only.'] : [];
  const conditions = expressions.map((text) => `\`\`\`cel\n${text}\n\`\`\``);
  return [`## ${place}`, ...meanings.map(sentence), ...when, ...conditions];
}

/** Names of fields and labels keep their first letter. */
const sentence = (text) =>
  `${escaped(/^[a-z]+[ ,]/.test(text) && !/^(?:name|id|price) /.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text)}.`;

/** The part of the index about verdicts. */
export function verdictIndex({ VERDICT_FAMILIES, celPages, controlRules }) {
  const intro =
    'These are no advice: they say what the API server, or a controller after it, would answer. How well they agree with ' +
    'the real programs is measured: [conformance](../conformance.md).';
  const families = Object.entries(VERDICT_FAMILIES).flatMap(([family, { title, intro: about, pages }]) => {
    const own = family === 'dryfit' ? controlRules.map(({ id, docs }) => [id, docs]) : [];
    const rows = [...Object.entries(pages), ...own].map(
      ([id, { summary }]) => `| [${id}](${id}.md) | ${summary} |`,
    );
    return [`## ${title}`, about, ['| Id | What is wrong |', '| --- | --- |', ...rows].join('\n')];
  });
  const kinds = celPages().map(
    ({ id, kind, entries }) => `| [${id}](${id}.md) | ${kind} | ${entries.length} |`,
  );
  const expressions = [
    '## Validation expressions',
    'Rules that the schema of a custom resource carries. The id of a finding is that of the page and of a heading on it.',
    ['| Id | Kind | Expressions |', '| --- | --- | --- |', ...kinds].join('\n'),
  ];
  return ['# Verdicts', intro, ...families, ...expressions];
}

const fence = (yaml) => `\`\`\`yaml\n${yaml.trimEnd()}\n\`\`\``;
const escaped = (text) => text.replace(/[<>*_[\]|]/g, '\\$&');
const anchor = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-');
