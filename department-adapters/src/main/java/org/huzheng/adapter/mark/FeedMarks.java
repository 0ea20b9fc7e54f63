package org.huzheng.adapter.mark;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;
import org.huzheng.event.FeedMark;

/** Composes feed marks: one for every partition of every record topic of a department. */
public final class FeedMarks {
    /** Key of every feed mark; its partition is given, not derived. */
    public static final String KEY = "feed-mark";

    private final Department department;
    private final String adapterRun;
    private final Map<Topic, Integer> partitions;

    /**
     * @param partitions the department's record topics and how many partitions each has
     */
    public FeedMarks(Department department, String adapterRun, Map<Topic, Integer> partitions) {
        this.department = department;
        this.adapterRun = adapterRun;
        this.partitions = Map.copyOf(partitions);
    }

    /** The marks that say that everything committed before this time lies before them. */
    public List<ProducerRecord<String, SpecificRecord>> at(Instant committedBefore) {
        List<ProducerRecord<String, SpecificRecord>> marks = new ArrayList<>();
        partitions.forEach((topic, count) -> {
            for (int partition = 0; partition < count; partition++) {
                FeedMark mark = FeedMark.newBuilder()
                        .setDepartment(department.code())
                        .setTopic(topic.name())
                        .setPartition(partition)
                        .setCommittedBefore(committedBefore)
                        .setAdapterRun(adapterRun)
                        .build();
                marks.add(new ProducerRecord<>(topic.name(), partition, KEY, mark));
            }
        });
        return marks;
    }
}
