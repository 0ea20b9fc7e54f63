package org.huzheng.deploy.population;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.huzheng.event.Sex;
import org.jspecify.annotations.Nullable;

/** What a member of a household is to its head, as a registration clerk codes it (GB/T 4761-2008). */
final class Relations {
    private static final int MOST_NUMBERED = 5;

    private Relations() {}

    static String code(Life head, Life member) {
        if (head == member) {
            return "02";
        }
        if (head.everMarried(member)) {
            return bySex(member, "11", "12");
        }
        if (isChild(head, member)) {
            return member.isAdopted() ? bySex(member, "27", "37") : childCode(head, member);
        }
        if (isStepChild(head, member)) {
            return bySex(member, "27", "37");
        }
        if (isChild(member, head)) {
            return bySex(member, "51", "52");
        }
        if (isStepChild(member, head)) {
            return bySex(member, "57", "58");
        }
        return codeOfOthers(head, member);
    }

    private static String codeOfOthers(Life head, Life member) {
        if (childrenOf(head).anyMatch(member::everMarried)) {
            return bySex(member, "28", "38");
        }
        for (Life child : childrenOf(head).toList()) {
            if (childrenOf(child).anyMatch(grandchild -> grandchild == member)) {
                return child.sex() == Sex.MALE ? bySex(member, "41", "42") : bySex(member, "43", "44");
            }
        }
        if (head.marriages().stream().anyMatch(marriage -> isChild(member, marriage.spouse()))) {
            return head.sex() == Sex.MALE ? bySex(member, "55", "56") : bySex(member, "53", "54");
        }
        if (shareAParent(head, member)) {
            boolean elder = member.birth().isBefore(head.birth());
            return elder ? bySex(member, "71", "75") : bySex(member, "73", "77");
        }
        return "97";
    }

    /** Only son or daughter, else numbered by age, adopted ones left out. */
    private static String childCode(Life head, Life child) {
        List<Life> alike = head.children().stream()
                .filter(sibling -> sibling.sex() == child.sex() && !sibling.isAdopted())
                .sorted(Comparator.comparing(Life::birth).thenComparing(Life::index))
                .toList();
        int tens = child.sex() == Sex.MALE ? 20 : 30;
        if (alike.size() == 1) {
            return String.valueOf(tens + 1);
        }
        int place = alike.indexOf(child) + 1;
        return String.valueOf(place > MOST_NUMBERED ? tens + 9 : tens + 1 + place);
    }

    private static boolean isChild(Life parent, Life child) {
        return child.father() == parent || child.mother() == parent;
    }

    private static boolean isStepChild(Life head, Life member) {
        return head.marriages().stream().anyMatch(marriage -> isChild(marriage.spouse(), member));
    }

    private static Stream<Life> childrenOf(Life parent) {
        return parent.children().stream();
    }

    private static boolean shareAParent(Life one, Life other) {
        return isShared(one.father(), other.father()) || isShared(one.mother(), other.mother());
    }

    private static boolean isShared(@Nullable Life one, @Nullable Life other) {
        return one != null && one == other;
    }

    private static String bySex(Life member, String male, String female) {
        return member.sex() == Sex.MALE ? male : female;
    }
}
