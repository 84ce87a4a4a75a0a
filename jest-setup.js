// Jest setup provided by Grafana scaffolding
import './.config/jest-setup';
import { configure } from '@testing-library/react';

// How long a test waits for what it expects to appear: long enough for a busy machine, and never waited for in vain.
configure({ asyncUtilTimeout: 20_000 });

// jsdom lays nothing out: lists that render only the options in sight need a size, text a width.
const box = { x: 0, y: 0, top: 0, left: 0, right: 400, bottom: 400, width: 400, height: 400 };
Element.prototype.getBoundingClientRect = () => box;
Object.defineProperty(Element.prototype, 'clientHeight', { configurable: true, value: box.height });
Object.defineProperty(Element.prototype, 'clientWidth', { configurable: true, value: box.width });
HTMLCanvasElement.prototype.getContext = () => ({ measureText: (text) => ({ width: 8 * text.length }) });

class SilentObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
Object.assign(global, { ResizeObserver: SilentObserver, IntersectionObserver: SilentObserver });

// jsdom has none, and React 19 wants one as soon as it is loaded. A real one would keep a test file from ending. The timer is taken
// now: tests may put another in its place.
const { setTimeout: later } = global;
global.MessageChannel ??= class {
  port1 = { onmessage: null };
  port2 = { postMessage: (data) => later(() => this.port1.onmessage?.({ data }), 0) };
};

// i18next's advertisement, once per test file.
global.__i18next_supportNoticeShown = true;
