package org.huzheng.kinship;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.huzheng.event.Sex;
import org.huzheng.kinship.Derivation.Step;

/** A made-up family of three generations in which everything is known, to hold the tables against. */
final class Family {
    /** One member. */
    static final class Member {
        private final Sex sex;
        private final List<Member> parents;
        private Optional<Member> spouse = Optional.empty();

        Member(Sex sex, List<Member> parents) {
            this.sex = sex;
            this.parents = List.copyOf(parents);
        }

        Sex sex() {
            return sex;
        }
    }

    /** A way from one member to another. */
    record Way(List<Step> steps, List<Member> people) {
        Member end() {
            return people.get(people.size() - 1);
        }

        List<Sex> between() {
            return people.subList(1, people.size() - 1).stream()
                    .map(Member::sex)
                    .toList();
        }
    }

    private final List<Member> members = new ArrayList<>();

    List<Member> members() {
        return members;
    }

    Member add(Sex sex, Member... parents) {
        Member member = new Member(sex, List.of(parents));
        members.add(member);
        return member;
    }

    void marry(Member one, Member other) {
        one.spouse = Optional.of(other);
        other.spouse = Optional.of(one);
    }

    /** Every line of kin the tables name for ways from one member to another that pass nobody twice. */
    Set<Line> lines(Member first, Member second) {
        Set<Line> lines = new LinkedHashSet<>();
        walk(new Way(List.of(), List.of(first)), second, lines);
        return lines;
    }

    private void walk(Way way, Member goal, Collection<Line> lines) {
        if (way.end() == goal) {
            if (!way.steps().isEmpty()) {
                Derivation.table().line(way.steps(), way.between()).ifPresent(lines::add);
            }
            return;
        }
        if (way.steps().size() == 4) {
            return;
        }
        Member end = way.end();
        end.parents.forEach(parent -> step(way, Step.PARENT, parent, goal, lines));
        members.stream()
                .filter(member -> member.parents.contains(end))
                .forEach(child -> step(way, Step.CHILD, child, goal, lines));
        end.spouse.ifPresent(spouse -> step(way, Step.SPOUSE, spouse, goal, lines));
    }

    private void step(Way way, Step step, Member to, Member goal, Collection<Line> lines) {
        if (!way.people().contains(to)) {
            List<Step> steps = new ArrayList<>(way.steps());
            steps.add(step);
            List<Member> people = new ArrayList<>(way.people());
            people.add(to);
            walk(new Way(steps, people), goal, lines);
        }
    }
}
