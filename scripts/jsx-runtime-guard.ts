import type { Compiler } from 'webpack';

const JSX_RUNTIME = /\breact[\\/](cjs[\\/]react-)?jsx-(dev-)?runtime\b/;

/**
 * A webpack plugin that refuses a bundle with `react/jsx-runtime`, its own or Grafana's. Grafana shares its own with plugins only
 * from 12.2.5 on; one that comes with the bundle is of React 18, whose elements React 19 (Grafana 13) refuses to show. The sources
 * of the plugin are compiled to `React.createElement`, so only a library can bring it in.
 */
export class JsxRuntimeGuard {
  apply(compiler: Compiler): void {
    compiler.hooks.thisCompilation.tap(JsxRuntimeGuard.name, (compilation) => {
      compilation.hooks.finishModules.tap(JsxRuntimeGuard.name, (modules) => {
        for (const module of modules) {
          if (JSX_RUNTIME.test(module.identifier())) {
            const issuer = compilation.moduleGraph.getIssuer(module);
            const from = issuer?.readableIdentifier(compilation.requestShortener) ?? 'an entry';
            compilation.errors.push(
              new compiler.webpack.WebpackError(
                `${from} brings in react/jsx-runtime, which not every Grafana since 12.2 has: use the classic JSX runtime, or ` +
                  'another library.'
              )
            );
          }
        }
      });
    });
  }
}
