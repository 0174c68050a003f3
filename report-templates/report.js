// The page is complete without this. It adds a filter over the findings and a switch between light and dark.
(function () {
  'use strict';
  var root = document.documentElement;
  var tools = document.getElementById('tools');
  var button = document.getElementById('theme');
  var system = window.matchMedia('(prefers-color-scheme: dark)');

  function isDark() {
    return root.dataset.theme ? root.dataset.theme === 'dark' : system.matches;
  }
  function label() {
    button.textContent = isDark() ? 'Light colours' : 'Dark colours';
  }
  button.addEventListener('click', function () {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    label();
  });
  system.addEventListener('change', label);
  label();
  tools.hidden = false;

  var filter = document.getElementById('filter');
  if (!filter) return;
  var input = document.getElementById('filter-text');
  var output = document.getElementById('filter-count');
  var entries = Array.from(document.querySelectorAll('[data-filter]'), function (element) {
    return { element: element, text: element.textContent.toLowerCase() };
  });
  var groups = Array.from(document.querySelectorAll('[data-group]'));
  function apply() {
    var words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    var shown = 0;
    entries.forEach(function (entry) {
      var fits = words.every(function (word) {
        return entry.text.includes(word);
      });
      entry.element.hidden = !fits;
      if (fits) shown += 1;
    });
    groups.forEach(function (group) {
      group.hidden = !group.querySelector('[data-filter]:not([hidden])');
    });
    output.textContent = words.length > 0 ? shown + ' of ' + entries.length + ' rules shown' : '';
  }
  input.addEventListener('input', apply);
  filter.hidden = false;
  // A link to a rule that the filter hides shows everything again, so that it leads somewhere.
  window.addEventListener('hashchange', function () {
    var aim = document.getElementById(location.hash.slice(1));
    if (aim && aim.closest('[hidden]')) {
      input.value = '';
      apply();
      aim.scrollIntoView();
    }
  });
})();
