// The environment of Grafana's scaffolding, jsdom 20, with a memory for styles. Looking for a role asks for the style of
// every element; jsdom then matches every rule of every style sheet with the element and each of its ancestors, again at each
// question. That was nine tenths of the time of a page's tests.
const { createRequire } = require('node:module');

const requireOfEnvironment = createRequire(require.resolve('jest-environment-jsdom'));
// Before jsdom's window takes the function out of this module.
const styleRules = requireOfEnvironment('jsdom/lib/jsdom/living/helpers/style-rules.js');

const matchRules = styleRules.forEachMatchingSheetRuleOfElement;
const known = new WeakMap();

styleRules.forEachMatchingSheetRuleOfElement = (element, handleRule) => {
  if (!element.isConnected) {
    // What happens around it changes no document.
    matchRules(element, handleRule);
    return;
  }
  const { _version: version, _lastFocusedElement: focused, styleSheets } = element._ownerDocument;
  const sheets = styleSheets.length;
  let found = known.get(element);
  if (found?.version !== version || found.focused !== focused || found.sheets !== sheets) {
    const rules = [];
    matchRules(element, (rule) => rules.push(rule));
    found = { version, focused, sheets, rules };
    known.set(element, found);
  }
  found.rules.forEach(handleRule);
};

module.exports = require('jest-environment-jsdom');
