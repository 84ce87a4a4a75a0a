/** Imports go one way: http → datasets → counters/store → domain; sync → upstreams/store → domain. */
const backend = (folders) => `^backend/src/(${folders})/`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'A circle, of types too, means two files are one subject, or a type lives in the wrong place.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'domain-is-pure',
      comment: 'The domain knows no store, no network and no framework.',
      severity: 'error',
      from: { path: backend('domain'), pathNot: '\\.test\\.ts$' },
      to: { path: backend('store|datasets|upstreams|sync|http|cli|identity|audit|grafana|doctor|main') },
    },
    {
      name: 'store-below-datasets',
      severity: 'error',
      from: { path: backend('store|counters'), pathNot: '\\.test\\.ts$' },
      to: {
        path: backend('datasets|upstreams|sync|http|cli|grafana|doctor'),
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'datasets-below-routes',
      severity: 'error',
      from: { path: backend('datasets'), pathNot: '\\.test\\.ts$' },
      to: { path: backend('http|sync|upstreams|cli|grafana|doctor') },
    },
    {
      name: 'sync-knows-no-http',
      severity: 'error',
      from: { path: backend('sync'), pathNot: '\\.test\\.ts$' },
      to: { path: backend('http|datasets|cli|grafana|doctor') },
    },
    {
      name: 'upstreams-stand-alone',
      comment: 'A client of an upstream knows that upstream and the domain, nothing else.',
      severity: 'error',
      from: { path: backend('upstreams/(http|values|atera|odoo)'), pathNot: '\\.test\\.ts$' },
      to: { path: backend('store|identity|audit|datasets|sync|http|cli|grafana|doctor') },
    },
    {
      name: 'doctor-below-routes',
      comment: 'The doctor looks at every part; route and command only show what it found.',
      severity: 'error',
      from: { path: backend('doctor'), pathNot: '\\.test\\.ts$' },
      to: { path: backend('http|cli|sync') },
    },
    {
      name: 'dashboards-one-way',
      comment: 'Panels are made of elements, pages of panels; tickets and counters know nothing of each other.',
      severity: 'error',
      from: { path: '^dashboards/src/(elements|page|tickets|counters|operation)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^dashboards/src/(tickets|counters|operation|alerting)/', pathNot: '^dashboards/src/$1/' },
    },
    {
      name: 'parts-do-not-mix',
      comment: 'The plugin speaks to the backend over HTTP only.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(backend|dashboards|tests|demo)/' },
    },
    {
      name: 'production-without-tests',
      severity: 'error',
      from: { path: '^backend/src/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(tests|demo|backend/test)/' },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(@grafana/|grafana-public-path)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|node_modules|\\.vigie)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.node.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
