// Runs a script for Google Forms with a stand-in that knows documented methods alone, and prints
// the items that the form would have.
"use strict";
const fs = require("fs"), vm = require("vm");
const items = [];
const METHODS = {
  MultipleChoiceItem: { setTitle: "title", setChoiceValues: "choices", setRequired: "required" },
  ScaleItem: { setTitle: "title", setBounds: "bounds", setLabels: "labels", setRequired: "required" },
  PageBreakItem: { setTitle: "title", setHelpText: "help" },
};
function add(kind) {
  const item = { kind };
  items.push(item);
  const handle = {};
  for (const [method, key] of Object.entries(METHODS[kind])) {
    handle[method] = (...given) => { item[key] = given.length > 1 ? given : given[0]; return handle; };
  }
  return handle;
}
const form = {
  setDescription: (text) => (form.description = text, form),
  setProgressBar: () => form,
  getEditUrl: () => "https://docs.google.com/forms/d/x/edit",
  getPublishedUrl: () => "https://docs.google.com/forms/d/e/x/viewform",
};
for (const kind of Object.keys(METHODS)) form["add" + kind] = () => add(kind);
const known = { FormApp: { create: (title) => (form.title = title, form) }, Logger: { log() {} } };
vm.createContext(known);
vm.runInContext(fs.readFileSync(process.argv[2], "utf8"), known);
vm.runInContext(process.argv[3] + "()", known);
if (!form.title || !form.description) throw new Error("no title or description");
process.stdout.write(JSON.stringify(items));
