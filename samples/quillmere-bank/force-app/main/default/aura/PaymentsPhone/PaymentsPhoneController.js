({
  init: function (component, event, helper) {
    helper.listen(component, sforce.opencti);
  },

  answer: function (component, event, helper) {
    var call = component.get('v.call');
    helper.findCaller(component, call.number);
  },

  showCustomer: function (component, event, helper) {
    helper.screenPop(component.get('v.call').accountId);
  },

  playRecording: function (component) {
    window.open('https://recorder.example.com/play/' + component.get('v.call').id);
  },

  setPresence: function (component, event, helper) {
    helper.publishPresence(event.getParam('value'));
  },

  wrapUp: function (component, event, helper) {
    helper.saveLog(
      component,
      $A.getCallback(function (response) {
        if (response.success) {
          component.set('v.call', null);
          sforce.opencti.refreshView();
        }
      }),
    );
  },
});
