/** Message channels of the org. Which of them the phone uses, the join tells from who names them. */
import type { TypeReader } from '../reading.ts';
import { readRoot } from './roots.ts';

export const CHANNEL_READER: TypeReader = {
  types: ['LightningMessageChannel'],
  look: null,
  read: (source) => readRoot(source, ({ component }) => ({ channels: [component] }), ['LightningMessageChannel', 'MessageChannel']),
};
