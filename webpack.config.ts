import CopyWebpackPlugin from 'copy-webpack-plugin';
import type { Configuration } from 'webpack';
import grafanaConfig, { type Env } from './.config/webpack/webpack.config.ts';
import { JsxRuntimeGuard } from './scripts/jsx-runtime-guard.ts';

/**
 * create-plugin's build, plus the logos of the nested plugins: the base config copies the images that the app's own
 * `plugin.json` names and no others. A bundle that would need `react/jsx-runtime` is an error.
 */
const config = async (env: Env): Promise<Configuration> => {
  const baseConfig = await grafanaConfig(env);
  baseConfig.plugins?.push(
    new CopyWebpackPlugin({ patterns: [{ from: '{datasource,panels/*}/img/*' }] }),
    new JsxRuntimeGuard()
  );
  return baseConfig;
};

export default config;
