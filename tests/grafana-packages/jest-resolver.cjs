// Looks for Grafana's packages and React in the folder GRAFANA_PACKAGES, whoever asks for them: React has to be one and the same for
// Grafana's components and for the tests' own tools.
const OTHERS = /^(@grafana\/|react(-dom)?(\/|$))/;

module.exports = (request, options) =>
  options.defaultResolver(
    request,
    OTHERS.test(request) ? { ...options, basedir: process.env.GRAFANA_PACKAGES } : options
  );
