import CopyWebpackPlugin from 'copy-webpack-plugin';
import type { Configuration } from 'webpack';
import grafanaConfig, { type Env } from './.config/webpack/webpack.config.ts';

/**
 * create-plugin's build, plus the logo of the nested data source: the base config copies the images that the app's own
 * `plugin.json` names and no others.
 */
const config = async (env: Env): Promise<Configuration> => {
  const baseConfig = await grafanaConfig(env);
  baseConfig.plugins?.push(new CopyWebpackPlugin({ patterns: [{ from: 'datasource/img', to: 'datasource/img' }] }));
  return baseConfig;
};

export default config;
