// Reads a line of JSON, a text of Markdown, and writes one: the HTML that each reader makes of it, by its name.
import {createInterface} from "node:readline";

const load = async name => { try { return await import(name); } catch { return null; } };
const readers = {};

const marked = await load("marked");
if (marked) readers["marked"] = text => marked.marked(text);

const micromark = await load("micromark"), gfm = await load("micromark-extension-gfm");
if (micromark && gfm) readers["micromark, gfm"] = text => micromark.micromark(text, {
  allowDangerousHtml: true, allowDangerousProtocol: true, extensions: [gfm.gfm()], htmlExtensions: [gfm.gfmHtml()]});

const showdown = await load("showdown");
if (showdown) for (const flavor of ["vanilla", "github"]) readers[`showdown, ${flavor}`] = text => {
  const converter = new showdown.default.Converter();
  converter.setFlavor(flavor);
  return converter.makeHtml(text);
};

const markdownIt = await load("markdown-it");
if (markdownIt) {
  const reader = new markdownIt.default({html: true, linkify: true});
  reader.validateLink = () => true;
  readers["markdown-it, linkify"] = text => reader.render(text);
}

const commonmark = await load("commonmark");
if (commonmark) readers["commonmark.js"] = text => new commonmark.HtmlRenderer().render(new commonmark.Parser().parse(text));

for await (const line of createInterface({input: process.stdin})) {
  const text = JSON.parse(line);
  const read = Object.fromEntries(Object.entries(readers).map(([name, reader]) => [name, reader(text)]));
  process.stdout.write(JSON.stringify(read) + "\n");
}
