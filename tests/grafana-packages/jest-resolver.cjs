// Gives the front end's sources, and the packages of the checkout that they use, Grafana's packages, React, its router and the
// language from the folder GRAFANA_PACKAGES: each has to be one and the same for Grafana's components, for ours and for the tests' own tools.
const OTHERS = /^(@grafana\/|i18next$|react(-dom|-router|-router-dom)?(\/|$))/;
const folder = process.env.GRAFANA_PACKAGES;

module.exports = (request, options) => {
  // What asks from within the folder finds its own, nested versions as well.
  const isOther = OTHERS.test(request) && !options.basedir.startsWith(folder);
  return options.defaultResolver(request, isOther ? { ...options, basedir: folder } : options);
};
