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
      comment: 'The domain knows no configuration, no store, no network and no framework.',
      severity: 'error',
      from: { path: backend('domain'), pathNot: '\\.test\\.ts$' },
      to: { path: backend('config|schemas|store|datasets|upstreams|sync|http|cli|identity|audit|grafana|doctor|main') },
    },
    {
      name: 'schemas-below-their-users',
      comment: 'What a schema refuses is found and worded alike, whatever the schema is of.',
      severity: 'error',
      from: { path: backend('schemas') },
      to: { path: '^backend/src/', pathNot: '^backend/src/(schemas|domain)/' },
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
      comment: 'What is installed or generated knows neither tests nor the demo.',
      severity: 'error',
      from: { path: '^(backend/src|dashboards/src|scripts)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(tests|demo|backend/test)/' },
    },
    {
      name: 'tests-are-read-by-nobody',
      comment: 'What two tests share is a file of its own, in a support folder.',
      severity: 'error',
      from: {},
      to: { path: '\\.(test|spec)\\.tsx?$' },
    },
    {
      name: 'rooms-of-backend-tests',
      comment: 'Tests of one subject share with those of others what is in support, which knows none of them.',
      severity: 'error',
      from: { path: '^backend/test/([^/]+)/' },
      to: { path: '^backend/test/', pathNot: '^backend/test/($1|support)/' },
    },
    {
      name: 'suites-do-not-mix',
      comment: 'Suites share simulators, servers, fixtures and measuring, and the stack of the demo.',
      severity: 'error',
      from: { path: '^tests/(bench|chaos|compose|documents|e2e|failover)/' },
      to: { path: '^tests/', pathNot: '^tests/($1|fixtures|measuring|servers|simulators|node_modules)/' },
    },
    {
      name: 'soak-above-chaos',
      comment: 'The soak test has the troubles of the chaos test, and load beside them.',
      severity: 'error',
      from: { path: '^tests/soak/' },
      to: { path: '^tests/', pathNot: '^tests/(soak|chaos|fixtures|measuring|servers|simulators|node_modules)/' },
    },
    {
      name: 'simulators-stand-alone',
      comment: 'A simulator answers as the real system does, whatever Vigie makes of it; tests compare the two.',
      severity: 'error',
      from: { path: '^tests/simulators/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^(backend|dashboards|demo|scripts|src|tests)/',
        pathNot: '^tests/(simulators/($1|shared)|servers/processes|node_modules)/',
      },
    },
    {
      name: 'servers-know-no-test',
      severity: 'error',
      from: { path: '^tests/(servers|measuring|watch|fixtures)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(dashboards|demo|scripts|src|backend/test)/' },
    },
    {
      name: 'demo-is-no-suite',
      comment: 'The demo is made of simulators and servers; the suites start it.',
      severity: 'error',
      from: { path: '^demo/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(tests|backend/test)/', pathNot: '^tests/(servers|simulators|watch|fixtures)/' },
    },
    {
      name: 'e2e-through-the-doors',
      comment:
        'Browser tests see the product from outside. Doors: the stack of the demo, the self-test of isolation, the counters database as its own owner opens it, and the types of answers.',
      severity: 'error',
      from: { path: '^tests/e2e/' },
      to: {
        path: '^(backend|dashboards|scripts|src)/',
        pathNot: '^backend/src/(doctor/isolation/|counters/connection/open-database\\.ts$)',
        dependencyTypesNot: ['type-only'],
      },
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
