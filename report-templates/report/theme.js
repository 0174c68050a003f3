/** The switch between light and dark. @import { Report } from './data.js' */

/** @param {Report | null} data */
export function startTheme(data) {
  const root = document.documentElement;
  const tools = document.getElementById('tools');
  const button = document.getElementById('theme');
  if (!tools || !button) return;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => (root.dataset['theme'] ? root.dataset['theme'] === 'dark' : system.matches);
  const label = () => {
    button.textContent = isDark() ? (data?.words['light'] ?? 'Light colours') : (data?.words['dark'] ?? 'Dark colours');
  };
  button.addEventListener('click', () => {
    root.dataset['theme'] = isDark() ? 'light' : 'dark';
    label();
  });
  system.addEventListener('change', label);
  label();
  tools.hidden = false;
}
