/** Counts the calls of a customer. */
trigger TaskCallCounter on Task (after insert) {
    CallStatistics.count(Trigger.new);
}
