package org.vitrine.jdk;

import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.hooks.weaving.WeavingHook;
import org.osgi.framework.hooks.weaving.WovenClass;

/** Sends Karaf's uses of the subject in the access control context to {@link CurrentSubject}, on Java 24 and later. */
public final class SubjectWeaver implements BundleActivator, WeavingHook {
    private static final int FIRST_WITHOUT_SECURITY_MANAGER = 24;
    private static final String JAAS_HELPER = "org.apache.karaf.util.jaas.JaasHelper";
    private static final Set<String> CLASSES = Set.of(
            JAAS_HELPER,
            "org.apache.karaf.shell.impl.console.osgi.secured.SecuredSessionFactoryImpl",
            "org.apache.karaf.shell.support.ShellUtil",
            "org.apache.karaf.jaas.command.WhoamiCommand",
            "org.apache.felix.eventadmin.impl.handler.EventAdminImpl");
    private static final String SUBJECT = "javax/security/auth/Subject";
    private static final String CURRENT = "org/vitrine/jdk/CurrentSubject";

    @Override
    public void start(BundleContext context) {
        if (Runtime.version().feature() >= FIRST_WITHOUT_SECURITY_MANAGER) {
            context.registerService(WeavingHook.class, this, null);
        }
    }

    @Override
    public void stop(BundleContext context) {
        // The framework takes the hook away with the bundle.
    }

    @Override
    public void weave(WovenClass woven) {
        if (CLASSES.contains(woven.getClassName())) {
            woven.setBytes(rewritten(woven.getBytes(), woven.getClassName().equals(JAAS_HELPER)));
            woven.getDynamicImports().add("org.vitrine.jdk");
        }
    }

    /** The class with its calls replaced; {@code jaasHelper}: its doAs methods call ours instead of doing their work. */
    static byte[] rewritten(byte[] original, boolean jaasHelper) {
        ClassReader reader = new ClassReader(original);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new Rewriter(writer, jaasHelper), 0);
        return writer.toByteArray();
    }

    private static final class Rewriter extends ClassVisitor {
        private final boolean jaasHelper;

        Rewriter(ClassVisitor target, boolean jaasHelper) {
            super(Opcodes.ASM9, target);
            this.jaasHelper = jaasHelper;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
            if (jaasHelper && name.equals("doAs") && descriptor.startsWith("(L" + SUBJECT + ";")) {
                delegate(method, descriptor);
                return null;
            }
            return new Calls(method);
        }

        /** The body {@code return CurrentSubject.doAs(subject, action)}. */
        private static void delegate(MethodVisitor method, String descriptor) {
            method.visitCode();
            method.visitVarInsn(Opcodes.ALOAD, 0);
            method.visitVarInsn(Opcodes.ALOAD, 1);
            method.visitMethodInsn(Opcodes.INVOKESTATIC, CURRENT, "doAs", descriptor, false);
            method.visitInsn(Opcodes.ARETURN);
            method.visitMaxs(2, 2);
            method.visitEnd();
        }
    }

    private static final class Calls extends MethodVisitor {
        Calls(MethodVisitor target) {
            super(Opcodes.ASM9, target);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (opcode == Opcodes.INVOKESTATIC && owner.equals(SUBJECT) && name.equals("getSubject")) {
                super.visitInsn(Opcodes.POP);
                super.visitMethodInsn(Opcodes.INVOKESTATIC, CURRENT, "get", "()L" + SUBJECT + ";", false);
            } else {
                super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            }
        }
    }
}
