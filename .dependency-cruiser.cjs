// Who may import whom. Each rule is a sentence of docs/ARCHITECTURE.md; tools/check also asserts how
// many modules were seen, because a cruise that sees none passes.
const test = '\\.test\\.tsx?$|/testing/';
const outside = [
  'core',
  'npm',
  'npm-dev',
  'npm-optional',
  'npm-peer',
  'npm-no-pkg',
  'npm-unknown',
  'undetermined',
];
/** Files of ours at `from` may reach only files of ours at `allowed`. */
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from,
  to: { pathNot: allowed, dependencyTypesNot: outside },
});
const never = (name, from, to) => ({ name, severity: 'error', from, to });

module.exports = {
  forbidden: [
    never('no-cycles', {}, { circular: true }),
    never('shared-has-three-rooms', {}, { path: '^src/shared/[^/]+$' }),
    only(
      'contract-is-a-leaf',
      { path: '^src/shared/contract/', pathNot: test },
      '^src/shared/contract/',
    ),
    never(
      'contract-needs-only-zod',
      { path: '^src/shared/contract/', pathNot: test },
      { dependencyTypes: ['npm', 'core'], pathNot: '^node_modules/zod/' },
    ),
    only('kit-is-a-leaf', { path: '^src/shared/kit/', pathNot: test }, '^src/shared/kit/'),
    never(
      'kit-needs-nothing',
      { path: '^src/shared/kit/', pathNot: test },
      { dependencyTypes: ['npm', 'core'] },
    ),
    only('shared-ui-knows-contract-and-kit', { path: '^src/shared/ui/' }, '^src/shared/'),
    only('printer-stands-alone', { path: '^src/printer/' }, '^src/(printer|shared/kit)/'),
    never(
      'printer-has-one-door',
      { pathNot: '^src/printer/' },
      { path: '^src/printer/', pathNot: '^src/printer/(index|virtual/index)\\.ts$' },
    ),
    never(
      'no-virtual-printer-in-the-branch',
      { path: '^src/main/', pathNot: test },
      { path: '^src/printer/virtual/' },
    ),
    never(
      'electron-only-in-the-shell',
      { path: '^(src|cloud-relay)/', pathNot: '^src/main/(shell/|index\\.ts$)' },
      { path: '^node_modules/electron/' },
    ),
    only(
      'branch-knows-no-shell-or-cloud',
      { path: '^src/main/branch/', pathNot: test },
      '^src/(main/branch|shared)/|^src/printer/index\\.ts$',
    ),
    only('shell-knows-no-branch', { path: '^src/main/shell/' }, '^src/(main/shell|shared)/'),
    never(
      'module-has-one-door',
      { path: '^src/main/branch/([^/]+)/', pathNot: test },
      {
        path: '^src/main/branch/(backup|first-run|floor|kitchen|menu|orders|printing|relay-link|reports|rules|search|selling|settings|shifts|staff|terminals|waiting)/',
        pathNot: '^src/main/branch/([^/]+/index\\.ts$|$1/)',
      },
    ),
    only(
      'renderer-talks-over-the-wire',
      { path: '^src/renderer/', pathNot: test },
      '^src/(renderer|shared)/',
    ),
    never(
      'renderer-has-no-node',
      { path: '^src/(renderer|shared/ui)/', pathNot: test },
      { dependencyTypes: ['core'] },
    ),
    never(
      'screens-do-not-meet',
      { path: '^src/renderer/screens/([^/]+)/' },
      { path: '^src/renderer/screens/', pathNot: '^src/renderer/screens/$1/' },
    ),
    never(
      'parts-do-not-know-screens',
      { path: '^src/renderer/(api|ui|i18n|format)/' },
      { path: '^src/renderer/screens/' },
    ),
    only('relay-stands-alone', { path: '^cloud-relay/' }, '^cloud-relay/|^src/shared/'),
    never(
      'console-talks-over-the-wire',
      { path: '^cloud-relay/console/web/', pathNot: test },
      { path: '^cloud-relay/', pathNot: '^cloud-relay/console/web/' },
    ),
    never(
      'simulators-know-no-adapter',
      { path: '^cloud-relay/simulators/' },
      { path: '^cloud-relay/', pathNot: '^cloud-relay/simulators/' },
    ),
    never(
      'the-relay-runs-without-simulators',
      { path: '^cloud-relay/', pathNot: `${test}|^cloud-relay/simulators/` },
      { path: '^cloud-relay/simulators/' },
    ),
    never(
      'adapters-do-not-meet',
      { path: '^cloud-relay/adapters/([^/]+)/', pathNot: '^cloud-relay/adapters/testing/' },
      { path: '^cloud-relay/adapters/[^/]+/', pathNot: '^cloud-relay/adapters/($1|testing)/' },
    ),
    never(
      'only-the-registry-names-a-platform',
      {
        path: '^cloud-relay/',
        pathNot: '^cloud-relay/(adapters/(registry\\.ts$|[^/]+/)|simulators/)',
      },
      { path: '^cloud-relay/adapters/[^/]+/' },
    ),
    never(
      'adapters-see-only-their-port',
      { path: '^cloud-relay/adapters/[^/]+/', pathNot: test },
      { path: '^cloud-relay/', pathNot: '^cloud-relay/adapters/' },
    ),
    never(
      'no-test-code-in-production',
      { pathNot: `${test}|^tests/` },
      { path: test, pathNot: '^node_modules/' },
    ),
    never(
      'no-tools-in-the-product',
      { path: '^(src|cloud-relay)/' },
      { path: '^(tools|tests|build)/' },
    ),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|data)/' },
  },
};
