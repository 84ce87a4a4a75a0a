import { Resvg } from '@resvg/resvg-js';
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

import type { Chart } from '../document.ts';
import { COLOURS } from './colours.ts';
import { FONT_FAMILY, FONT_FILES } from './fonts.ts';

use([BarChart, LineChart, GridComponent, LegendComponent, SVGRenderer]);

/** Pixels of the layout; pictures have twice as many in each direction, for sharp screens and paper. */
export const CHART_SIZE = { width: 560, height: 240 } as const;
const SCALE = 2;

/** Draws a chart without a browser: ECharts writes SVG, resvg makes a PNG of it. */
export function drawChart(chart: Chart, numbers: Intl.NumberFormat): Buffer {
  const drawing = new Resvg(svgOf(chart, numbers), {
    background: COLOURS.background,
    fitTo: { mode: 'zoom', value: SCALE },
    font: {
      fontFiles: Object.values(FONT_FILES),
      loadSystemFonts: false,
      defaultFontFamily: FONT_FAMILY,
      sansSerifFamily: FONT_FAMILY,
    },
  });
  return drawing.render().asPng();
}

function svgOf({ categories, series }: Chart, numbers: Intl.NumberFormat): string {
  const textStyle = { fontFamily: FONT_FAMILY, fontSize: 11, color: COLOURS.text };
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...CHART_SIZE });
  try {
    chart.setOption({
      animation: false,
      textStyle,
      color: [COLOURS.accent, COLOURS.compared],
      grid: { left: 8, right: 12, top: 36, bottom: 4, outerBounds: { left: 8, right: 12, top: 36, bottom: 4 } },
      legend: { top: 4, left: 4, itemWidth: 16, itemHeight: 9, itemGap: 24, textStyle },
      xAxis: {
        type: 'category',
        data: categories,
        axisTick: { show: false },
        axisLine: { lineStyle: { color: COLOURS.line } },
        axisLabel: { ...textStyle, fontSize: 9.5, color: COLOURS.faint, interval: 0 },
      },
      yAxis: {
        type: 'value',
        minInterval: 1,
        splitLine: { lineStyle: { color: COLOURS.line } },
        axisLabel: { ...textStyle, color: COLOURS.faint, formatter: (value: number) => numbers.format(value) },
      },
      series: series.map(({ name, form, values }) =>
        form === 'bar'
          ? { name, type: 'bar', data: values, barCategoryGap: '25%' }
          : { name, type: 'line', data: values, symbol: 'none', lineStyle: { width: 2 }, connectNulls: false }
      ),
    });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}
