package org.huzheng.adapter.control;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is asked of an adapter and what it answered, as the control topic says so far. Used by one thread. */
public final class ControlState {
    private final Map<String, Order> orders = new LinkedHashMap<>();
    private final Map<String, Answer> answers = new HashMap<>();

    ControlState() {}

    void put(Order order) {
        // Behind those asked before it: that is where it will be carried out.
        orders.remove(order.key());
        orders.put(order.key(), order);
    }

    void put(Answer answer) {
        answers.put(answer.order(), answer);
    }

    /** The order to hold the feed, if it holds; nothing while the feed is to run. */
    public Optional<Order.Pause> pause() {
        return orders.get(Order.FEED) instanceof Order.Pause pause ? Optional.of(pause) : Optional.empty();
    }

    /** What was asked and is not done yet, in the order asked. */
    public List<Order> unanswered() {
        List<Order> open = new ArrayList<>();
        for (Order order : orders.values()) {
            Answer answer = answers.get(order.id());
            if (answer == null || !answer.done()) {
                open.add(order);
            }
        }
        return open;
    }

    /** What the adapter answered so far. */
    public Optional<Answer> answerTo(Order order) {
        return Optional.ofNullable(answers.get(order.id()));
    }
}
