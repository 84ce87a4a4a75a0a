import { fakeAudio } from '../../../test/fakeAudio';
import { createSoundPlayer } from './soundPlayer';

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

it('plays two tones, and lets the context rest afterwards', async () => {
  const audio = fakeAudio();
  const player = createSoundPlayer();
  const played = player.play();
  await pass(300);
  expect(audio.sounds).toEqual([[660, 880]]);
  expect(audio.state()).toBe('running');
  await pass(1000);
  await played;
  expect(audio.state()).toBe('suspended');
  expect(player.state()).toBe('ready');
});

it('plays one sound for two calls at the same moment, and another one later', async () => {
  const audio = fakeAudio();
  const player = createSoundPlayer();
  void player.play();
  void player.play();
  await pass(2000);
  expect(audio.sounds).toHaveLength(1);
  void player.play();
  await pass(2000);
  expect(audio.sounds).toHaveLength(2);
  expect(audio.contexts).toBe(1);
});

it('loses no sound to a preparation under way', async () => {
  const audio = fakeAudio();
  const player = createSoundPlayer();
  void player.prepare();
  void player.play();
  await pass(2000);
  expect(audio.sounds).toHaveLength(1);
});

it('finds out without a sound that the browser blocks it, and does not make up for it later', async () => {
  const audio = fakeAudio(false);
  const player = createSoundPlayer();
  const changes = jest.fn();
  player.subscribe(changes);
  void player.prepare();
  await pass(1500);
  expect(player.state()).toBe('blocked');
  void player.play();
  await pass(1500);
  audio.isAllowed = true;
  void player.prepare();
  await pass(1500);
  expect(player.state()).toBe('ready');
  expect(audio.sounds).toEqual([]);
  expect(changes).toHaveBeenCalledTimes(2);
});

it('says so where there is no sound at all', async () => {
  const player = createSoundPlayer(() => {
    throw new Error('no device');
  });
  await player.play();
  expect(player.state()).toBe('unavailable');
});
