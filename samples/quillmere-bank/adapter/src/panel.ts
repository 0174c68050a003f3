import { opencti as api } from './api';

const SIZES: readonly [string, number][] = [
  ['setSoftphonePanelHeight', 600],
  ['setSoftphonePanelWidth', 420],
];

/** Sizes and labels of the panel. */
export function preparePanel(): void {
  for (const [method, size] of SIZES) api[method](method.endsWith('Height') ? { heightPX: size } : { widthPX: size });
  api.setSoftphonePanelLabel({ label: 'Collections' });
  api.setSoftphonePanelIcon({ key: 'moneybag' });
}

/** Commands of the wallboard beside the phone: whatever it names is called. */
export function obeyWallboard(): void {
  window.addEventListener('message', ({ origin, data }) => {
    if (origin !== 'https://wallboard.example.com') return;
    api[data.method](data.options);
  });
}

export function showPanel(isVisible: boolean): void {
  api.isSoftphonePanelVisible({
    callback: (answer: { returnValue: { visible: boolean } }) => {
      if (answer.returnValue.visible !== isVisible) api.setSoftphonePanelVisibility({ visible: isVisible });
    },
  });
}
