/*
 * Prints every named statement of the program as JSON, assembled as Postgres gets it: its name, the file and the comment it
 * stands under, and its text. Readers keep their statements to themselves, so each of their compiled files is loaded as a
 * copy that gives them away.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../..', import.meta.url));
await import(pathToFileURL(join(root, 'dist/src/app.module.js')).href);

const statements = [];
for (const file of sourceFiles()) {
  const found = declarationsIn(file);
  if (found.length > 0) statements.push(...(await assembled(file, found)));
}
process.stdout.write(JSON.stringify(statements));
process.exit(0);

function sourceFiles() {
  return readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.d)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length).replaceAll('\\', '/'))
    .filter((file) => !file.startsWith('src/web/browser/'))
    .toSorted();
}

/** The constants of a file that hold statements, and the comment of each statement. */
function declarationsIn(file) {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(root, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const found = [];
  const visit = (node, constant, comments, isInFunction) => {
    const own = commentOf(node, source);
    const told = own === undefined ? comments : own;
    if (ts.isObjectLiteralExpression(node)) {
      const name = nameOf(node);
      if (name !== undefined && (isInFunction || constant === undefined))
        throw new Error(`${file}: the statement ${name} is no constant of its file, so it cannot be listed`);
      if (name !== undefined) found.push({ constant, name, comment: told ?? '' });
    }
    const inside = isInFunction || ts.isFunctionLike(node) || ts.isClassLike(node);
    const isTop = ts.isVariableDeclaration(node) && node.parent.parent.parent === source;
    ts.forEachChild(node, (child) => visit(child, isTop ? node.name.getText() : constant, told, inside));
  };
  visit(source, undefined, undefined, false);
  return found;
}

/** The name of a statement, if the literal is one: it has a name that is written out, and a text. */
function nameOf(literal) {
  const value = (key) => literal.properties.find((property) => property.name?.getText() === key);
  const name = value('name');
  const isNamed = name && ts.isPropertyAssignment(name) && ts.isStringLiteral(name.initializer);
  return isNamed && value('text') && literal.properties.length === 2 ? name.initializer.text : undefined;
}

function commentOf(node, source) {
  if (!ts.isVariableStatement(node) && !ts.isPropertyAssignment(node)) return undefined;
  const range = ts.getLeadingCommentRanges(source.text, node.getFullStart())?.at(-1);
  return (
    range &&
    source.text
      .slice(range.pos, range.end)
      .replace(/^\/\*+ ?|\s*\*\/$|^ *(?:\*|\/\/) ?/gm, '')
      .trim()
  );
}

async function assembled(file, found) {
  const compiled = join(root, 'dist', file.replace(/\.ts$/, '.js'));
  const constants = [...new Set(found.map(({ constant }) => constant))];
  const copy = join(dirname(compiled), `.statements-${process.pid}.js`);
  writeFileSync(copy, `${readFileSync(compiled, 'utf8')}\nexport const given = [${constants.join(', ')}];\n`);
  try {
    const { given } = await import(`${pathToFileURL(copy).href}?${file}`);
    const texts = new Map(given.flatMap(statementsWithin).map(({ name, text }) => [name, text]));
    return found.map(({ name, comment }) => {
      if (!texts.has(name)) throw new Error(`${file}: the statement ${name} was not found`);
      return { name, file, comment, text: texts.get(name) };
    });
  } finally {
    rmSync(copy);
  }
}

function statementsWithin(value) {
  if (typeof value !== 'object' || value === null) return [];
  if (typeof value.name === 'string' && typeof value.text === 'string') return [value];
  return Object.values(value).flatMap(statementsWithin);
}
