import { type Chat, type News, tapOf } from './chat.js';
import type { Persona } from './persona.js';
import type { Random } from './random.js';
import type { Province } from './staff.js';
import type { actorTexts } from './texts.js';
import type { World } from './world.js';

const ROUNDS = 14;
const RECEIPT = /\p{Script=Han}-\d{4}-\d{5,}/u;

/** Who fills in a form. */
export interface Filer {
  readonly chat: Chat;
  readonly persona: Persona;
  readonly world: World;
  readonly random: Random;
  readonly words: typeof actorTexts;
  readonly province: Province;
  readonly place: string;
  /** The fields that a message of the form asks for, in the order of the form. */
  asked(text: string): readonly string[];
}

/** Goes through the form of a demand to its receipt; null where the asker lets it be, or never gets that far. */
export async function fillForm(
  asker: Filer,
  opening: News,
): Promise<{ readonly demandId: string; readonly receipt: string } | null> {
  const { chat, persona, world } = asker;
  let said = opening;
  let hasEdited = !persona.edits;
  for (let round = 0; round < ROUNDS; round += 1) {
    const file = tapOf(said, 'file');
    const edit = hasEdited ? undefined : said.taps.find(({ value }) => value.field === 'measure');
    if (file === null) said = await answer(asker, said);
    else if (persona.quits) {
      await quit(asker, said);
      return null;
    } else if (edit !== undefined) {
      hasEdited = true;
      await chat.press(edit);
      said = await chat.say(asker.random.pick(asker.words.measure));
    } else {
      said = await chat.press(file);
      const receipt = RECEIPT.exec(said.text)?.[0];
      if (receipt !== undefined) return { demandId: String(file.value.demandId), receipt };
      world.surprise(`${chat.name}: no receipt but ${said.text.slice(0, 60)}`);
    }
  }
  world.surprise(`${chat.name}: the form does not end: ${said.text.slice(0, 80)}`);
  return null;
}

async function answer(asker: Filer, said: News): Promise<News> {
  const { chat, persona, random, words } = asker;
  const share = said.taps.find(({ value }) => value.do === 'share' && value.agreed === persona.sharesPhone);
  if (share !== undefined) return chat.press(share);
  const asked = asker.asked(said.text);
  if (asked.includes('phone')) return chat.say(persona.phone ?? words.noPhone);
  if (asked.includes('province')) return chat.say(asker.province.shortName);
  const skip = tapOf(said, 'skip');
  const isKnown = asked.includes('place') || random.chance(0.6);
  if (!isKnown) return skip === null ? chat.say(words.unknown) : chat.press(skip);
  const told: Readonly<Record<string, () => string>> = {
    problem: () => random.pick(words.questions)(asker.place),
    place: () => asker.place,
    time: () => random.pick(words.time),
    subject: () => random.pick(words.subject),
    measure: () => random.pick(words.measure),
  };
  return chat.say(asked.map((field) => told[field]?.() ?? '').join('，') || words.unknown);
}

/** Puts the draft aside, or deletes it. */
async function quit({ chat, random, words }: Filer, said: News): Promise<void> {
  const later = tapOf(said, 'later');
  const kept = later === null ? await chat.say(words.cancel) : await chat.press(later);
  const discard = tapOf(kept, 'discard');
  if (discard === null || random.chance(0.6)) return;
  const sure = (await chat.press(discard)).taps.find(({ value }) => value.sure === true);
  if (sure !== undefined) await chat.press(sure);
}
