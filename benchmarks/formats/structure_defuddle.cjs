// Markdown of pages by defuddle: a JSON array of [html, url] in on stdin, a JSON array of Markdown out.
// The folder in which `npm install defuddle linkedom` was run is the only argument.

const path = require("node:path");

const modules = path.join(path.resolve(process.argv[2]), "node_modules");
const { parseHTML } = require(path.join(modules, "linkedom"));
const { Defuddle } = require(path.join(modules, "defuddle", "dist", "node.js"));

// What it has to say about a page would mix with the answer.
console.log = console.info = console.warn = () => {};

async function answer([html, url]) {
  try {
    const { document } = parseHTML(html);
    // Without `useAsync: false` it asks other sites about pages it finds nothing in.
    return (await Defuddle(document, url, { markdown: true, useAsync: false })).content;
  } catch (error) {
    return "";
  }
}

async function main() {
  let text = "";
  for await (const part of process.stdin) text += part;
  const answers = [];
  for (const page of JSON.parse(text)) answers.push(await answer(page));
  process.stdout.write(JSON.stringify(answers));
}

main();
