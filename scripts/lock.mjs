import { mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const BEAT_MS = 2_000;
/** Five missed beats: longer than a busy machine's pause, short enough to wait for after a crash elsewhere. */
const DEAD_AFTER_MS = 10_000;
const LOOK_AGAIN_MS = 200;

/**
 * Runs `work` while holding the lock folder at `path`; only one process at a time does. The folder is made by
 * mkdir, which is atomic everywhere; its file `owner` names the holder and is touched while it lives, so that
 * the lock of a process that was killed is taken over.
 * @param onWait called once with the holder's name when there is somebody to wait for
 */
export async function withLock(path, work, { stopped, onWait } = {}) {
  const owner = join(path, 'owner');
  let told = false;
  while (!(await take(path, owner))) {
    const holder = await readFile(owner, 'utf8').catch(() => '');
    if (!told && holder !== '') onWait?.(holder);
    told ||= holder !== '';
    await wait(LOOK_AGAIN_MS, undefined, { signal: stopped }).catch((error) => {
      throw stopped?.reason ?? error;
    });
  }
  const beat = setInterval(() => void utimes(owner, new Date(), new Date()).catch(() => {}), BEAT_MS);
  beat.unref();
  try {
    return await work();
  } finally {
    clearInterval(beat);
    await rm(path, { recursive: true, force: true });
  }
}

async function take(path, owner) {
  try {
    await mkdir(path);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (await isDead(path, owner)) await clear(path, owner);
    return false;
  }
  await writeFile(owner, `${process.pid}@${hostname()}`);
  return true;
}

async function isDead(path, owner) {
  const [holder, beat] = await Promise.all([
    readFile(owner, 'utf8').catch(() => ''),
    stat(owner).catch(() => stat(path).catch(() => null)),
  ]);
  if (beat === null) return false;
  if (Date.now() - beat.mtimeMs > DEAD_AFTER_MS) return true;
  const [pid, host] = holder.split('@');
  return host === hostname() && !isRunning(Number(pid));
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Removes a dead lock. The guard folder lets one process at a time look again and remove: nobody deletes a new lock. */
async function clear(path, owner) {
  const guard = `${path}.clearing`;
  try {
    await mkdir(guard);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    const since = await stat(guard).catch(() => null);
    if (since !== null && Date.now() - since.mtimeMs > DEAD_AFTER_MS)
      await rm(guard, { recursive: true, force: true });
    return;
  }
  try {
    if (await isDead(path, owner)) await rm(path, { recursive: true, force: true });
  } finally {
    await rm(guard, { recursive: true, force: true });
  }
}
