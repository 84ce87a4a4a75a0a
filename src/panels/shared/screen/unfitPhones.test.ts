import { locationService } from '@grafana/runtime';

import { unfitPhones } from './unfitPhones';

const PAGE = '/d/vigie-board/tableau-de-bord';
const MODE = `${PAGE}?kiosk&autofitpanels&hideLogo&refresh=2m`;

let width: number;
let resized: () => void;

const search = () => [...locationService.getSearch().keys()];

function open(address: string): void {
  locationService.push(address);
  jest.runAllTimers();
}

function resize(to: number): void {
  width = to;
  resized();
  jest.runAllTimers();
}

beforeAll(() => {
  jest.useFakeTimers();
  jest.spyOn(window, 'matchMedia').mockImplementation((media) => {
    const most = Number(/max-width:\s*([\d.]+)px/.exec(media)?.[1]);
    return {
      get matches() {
        return width <= most;
      },
      addEventListener: (_: string, listener: () => void) => (resized = listener),
    } as unknown as MediaQueryList;
  });
  width = 390;
  locationService.push(MODE);
  unfitPhones();
  jest.runAllTimers();
});

afterAll(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
});

it('leaves the page that a phone is on in its mode, without panels that grow to its height', () => {
  expect(search()).toEqual(['kiosk', 'hideLogo', 'refresh']);
});

it('does so when a mode is chosen on a page, and when the window gets narrow', () => {
  resize(768);
  open(PAGE);
  open(MODE);
  expect(search()).toEqual(['kiosk', 'hideLogo', 'refresh']);
  resize(1920);
  open(MODE);
  expect(search()).toContain('autofitpanels');
  resize(600);
  expect(search()).not.toContain('autofitpanels');
});

it('leaves a wide window alone, and an address without the parameter', () => {
  resize(800);
  open(MODE);
  expect(search()).toEqual(['kiosk', 'autofitpanels', 'hideLogo', 'refresh']);
  resize(390);
  const replace = jest.spyOn(locationService, 'partial');
  open(`${PAGE}?var-client=BASH`);
  expect(replace).not.toHaveBeenCalled();
});
