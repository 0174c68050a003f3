/** Loads Open CTI from the org in which the phone is shown. */
const API_VERSION = '55.0';

const FILES = {
  lightning: `/support/api/${API_VERSION}/lightning/opencti_min.js`,
  classic: `/support/api/${API_VERSION}/interaction.js`,
};

export type Mode = keyof typeof FILES;

export function loadLibrary(mode: Mode): Promise<void> {
  const origin = new URLSearchParams(location.search).get('sfdcIframeOrigin') ?? document.referrer;
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = origin + FILES[mode];
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`Open CTI could not be loaded from ${origin}`));
    document.head.append(script);
  });
}
